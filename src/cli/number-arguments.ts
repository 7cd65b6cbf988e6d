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
