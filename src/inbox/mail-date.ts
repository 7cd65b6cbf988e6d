import { fromText, type SentTime, type Zone } from "./time.js";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** `Mon, 2 Mar 2026 09:15:04 +0800`; the day of the week, the seconds and the zone may be missing. */
const DATE =
  /^(?:[a-z]{3},?\s+)?(\d{1,2})\s+([a-z]{3})\s+(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s+([+-]\d{4}|UTC?|GMT|Z|[a-z]{3,5}))?$/i;

/**
 * The Date of a mail (RFC 5322, 3.3), with the offset it names; null for what is none. A zone by name other than
 * UTC and GMT is ambiguous (CST is China and Chicago): then it is the clock time in the zone of `--tz`.
 */
export function fromMailDate(value: string, zone: Zone): SentTime | null {
  const given = value.replace(/\([^()]*\)/g, " ").trim();
  const found = DATE.exec(given);
  if (!found) return fromText(given, zone);
  const [, day, name = "", year, hour, minute, second = "00", offset = ""] = found;
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  const known = /^(?:UTC?|GMT|Z)$/i.test(offset) ? "Z" : /^[+-]/.test(offset) ? offset : "";
  return fromText(`${year}-${month}-${day} ${hour}:${minute}:${second}${known}`, zone);
}
