import type { Shown } from "./styles.js";

const DAY = 86_400_000;
/** 1970 in the days of a workbook that counts from 1900, or from 1904. */
const EPOCH = { 1900: 25_569, 1904: 24_107 } as const;
/** The last day of the year 9999. */
const LAST_DAY = 2_958_465;

/**
 * A serial number as the clock time it stands for, without an offset: `2026-04-06 09:13:21`, `2026-04-06` or `09:13:21`.
 * Null for what is beyond the calendar.
 * @param base the year the workbook counts from
 */
export function clockTime(serial: number, shown: Exclude<Shown, "number">, base: 1900 | 1904): string | null {
  if (!(serial >= 0 && serial <= LAST_DAY)) return null;
  // Excel takes 1900 for a leap year, as Lotus did: before 1 March a day is missing.
  const day = base === 1900 && serial < 60 ? serial + 1 : serial;
  const instant = Math.round((day - EPOCH[base]) * DAY);
  const [date = "", time = ""] = new Date(instant)
    .toISOString()
    .replace(/(?:\.000)?Z$/, "")
    .split("T");
  if (shown === "clock" && serial < 1) return time;
  return shown === "day" && instant % DAY === 0 ? date : `${date} ${time}`;
}

/** Digits a spreadsheet keeps of a number. */
const KEPT_DIGITS = 15;

/**
 * A number as people write it: `1.06900001234567E+14` is 106900001234567.
 * @returns `doubtful` where it has so many digits that the last may be lost
 */
export function writtenOut(number: string): { readonly text: string; readonly doubtful: boolean } {
  const [, sign = "", whole = "", fraction = "", exponent] = /^(-?)(\d+)(?:\.(\d+))?(?:E\+?(\d{1,3}))?$/i.exec(number) ?? [];
  if (exponent === undefined) return { text: number, doubtful: fraction === "" && whole.length > KEPT_DIGITS };
  const shift = Number(exponent);
  if (fraction.length > shift) return { text: number, doubtful: false };
  const digits = (whole + fraction.padEnd(shift, "0")).replace(/^0+(?=\d)/, "");
  return { text: sign + digits, doubtful: true };
}
