import { InvalidArgumentError } from "commander";

const DECIMAL = /^(?:\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})$/;

/** A number from 0 to 1, as an option has it. */
export function share(value: string): number {
  if (!DECIMAL.test(value) || Number(value) > 1) throw new InvalidArgumentError("expected a number from 0 to 1, such as 0.9");
  return Number(value);
}

/** A number of 0 or more. */
export function atLeastNothing(value: string): number {
  if (!DECIMAL.test(value)) throw new InvalidArgumentError("expected a number, such as 50");
  return Number(value);
}

const UNITS = { "": 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 } as const;

/** A number of bytes, with K, M or G for powers of 1,024. */
export function byteCount(value: string): number {
  const [, count, unit = ""] = /^(\d{1,9})([kmg]?)b?$/i.exec(value) ?? [];
  if (count === undefined || Number(count) === 0) throw new InvalidArgumentError("expected a number of bytes, such as 16M");
  return Number(count) * UNITS[unit.toLowerCase() as keyof typeof UNITS];
}

/** A whole number of 1 or more. */
export function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError("expected a whole number, such as 1000");
  return Number(value);
}
