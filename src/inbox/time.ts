import { UserError } from "../errors.js";

/**
 * Where a time comes from: an instant counted by the device (`epoch`), a text that says its offset (`text`),
 * or a clock time without one, taken to be in the zone of `--tz` (`device-local`).
 */
export type TimeSource = "epoch" | "device-local" | "text";

export interface SentTime {
  /** ISO 8601 with offset, or a day alone. */
  readonly sentAt: string;
  readonly timeSource: TimeSource;
}

/** A time zone: the offset in force there at an instant, in minutes. */
export interface Zone {
  readonly offsetAt: (instant: number) => number;
}

export const DEFAULT_ZONE = "Asia/Shanghai";
const MINUTE = 60_000;
/** Some ten days of quarters of an hour. */
const MOST_KNOWN = 1000;

/** A zone by its IANA name (`Asia/Shanghai`) or its offset (`+08:00`). Throws a UserError for what is neither. */
export function zoneOf(name: string): Zone {
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(name);
  if (offset) {
    const minutes = (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === "-" ? -1 : 1);
    return { offsetAt: () => minutes };
  }
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en", { timeZone: name, timeZoneName: "longOffset" });
  } catch {
    throw new UserError({
      code: "unknown-zone",
      message: `--tz ${name}: no such time zone`,
      hint: "say Asia/Shanghai, Asia/Hong_Kong or an offset such as +08:00",
    });
  }
  // Offsets change on the quarter of an hour at the finest, and asking for one is slow: those of late are kept.
  const known = new Map<number, number>();
  return {
    offsetAt: (instant) => {
      const quarter = Math.floor(instant / (15 * MINUTE));
      let offset = known.get(quarter);
      if (offset === undefined) {
        offset = offsetIn(format.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value ?? "GMT");
        if (known.size >= MOST_KNOWN) known.clear();
        known.set(quarter, offset);
      }
      return offset;
    },
  };
}

function offsetIn(name: string): number {
  const [, sign, hours = "0", minutes = "0"] = /^GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
}

const SECOND_OF = { s: 1, ms: 1e3, us: 1e6, ns: 1e9 } as const;
export type EpochUnit = keyof typeof SECOND_OF;

/**
 * An instant counted since 1970 (or since `since`, in seconds after 1970); null for what is no count, or zero,
 * by which phones say that they do not know. Without a unit the size tells it: 1e11 seconds are the year 5138.
 */
export function fromEpoch(
  value: string | number | bigint | null | undefined,
  zone: Zone,
  unit?: EpochUnit,
  since = 0,
): SentTime | null {
  if (value === null || value === undefined || !/^-?\d{1,20}(?:\.\d+)?$/.test(String(value).trim())) return null;
  const count = Number(value);
  if (count === 0) return null;
  const instant = Math.round((count / SECOND_OF[unit ?? unitBySize(Math.abs(count))] + since) * 1000);
  // The years 0 to 9999: beyond them there is no ISO time of four digits.
  if (instant < -62_167_219_200_000 || instant > 253_402_214_400_000) return null;
  return { sentAt: isoAt(instant, zone.offsetAt(instant)), timeSource: "epoch" };
}

const unitBySize = (count: number): EpochUnit => (count < 1e11 ? "s" : count < 1e14 ? "ms" : count < 1e17 ? "us" : "ns");

/** Local time of an offset (minutes), with milliseconds only where there are any. */
function isoAt(instant: number, offset: number): string {
  const clock = new Date(instant + offset * MINUTE).toISOString().replace(/(?:\.000)?Z$/, "");
  const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, "0");
  const minutes = String(Math.abs(offset) % 60).padStart(2, "0");
  return `${clock}${offset < 0 ? "-" : "+"}${hours}:${minutes}`;
}

const HALF_DAY = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|深夜|AM|PM|a\\.m\\.|p\\.m\\.";
/** `2026-10-05 21:40:12`, `2026/4/6 9:13`, `2026年4月6日 上午9:13`, `8:43:38 PM`, `2013.4.3.23.5.9`, `20100709T155811Z`. */
const CLOCK_TIME = new RegExp(
  `^(\\d{4})(?:[-/.]|年)(\\d{1,2})(?:[-/.]|月)(\\d{1,2})日?` +
    `(?:(?:[T .,，]|&nbsp;| )*(?:星期.|周.)?[ ]*(${HALF_DAY})?[ ]*(\\d{1,2})[:.：时点](\\d{1,2})(?:[:.：分](\\d{1,2})秒?(?:[.,](\\d{1,9}))?)?分?` +
    `[ ]*(${HALF_DAY})?[ ]*(Z|UTC|GMT|[+-]\\d{2}:?(?:\\d{2})?)?)?$`,
  "i",
);
const COMPACT_TIME = /^(\d{4})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})(Z|[+-]\d{2}:?(?:\d{2})?)?$/;

/** A time as people and exports write it; null for what is none, or a day that never was. Bare digits are an epoch. */
export function fromText(text: string, zone: Zone): SentTime | null {
  const given = text.trim();
  const compact = COMPACT_TIME.exec(given);
  // Fourteen digits may count microseconds too, but then they begin with 1 or stand for a year no phone has seen.
  if (compact && /^(?:19|20)/.test(given)) {
    const [, year, month, day, hour, minute, second, offset] = compact;
    return atClock([year, month, day, hour, minute, second].map(Number), 0, offset, zone);
  }
  if (/^\d{9,20}(?:\.\d+)?$/.test(given)) return fromEpoch(given, zone);
  const found = CLOCK_TIME.exec(given);
  if (!found) return null;
  const [, year, month, day, before, hour, minute, second = "0", fraction = "", after, offset] = found;
  if (hour === undefined) {
    const date = `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
    return isDay(date) ? { sentAt: date, timeSource: "device-local" } : null;
  }
  const clock = wholeDay(Number(hour), before ?? after);
  if (clock === null) return null;
  const milliseconds = Number(fraction.padEnd(3, "0").slice(0, 3));
  return atClock([Number(year), Number(month), Number(day), clock, Number(minute), Number(second)], milliseconds, offset, zone);
}

/** The hour of 24 from one of 12 with its half of the day; null for 13 in the morning. */
function wholeDay(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  const late = /^(?:下午|傍晚|晚上|PM|p\.m\.)$/i.test(half);
  if (hour > 12) return late || !/[ap]/i.test(half) ? hour : null;
  if (/^(?:中午|深夜)$/.test(half))
    return half === "中午" ? (hour < 11 ? hour + 12 : hour) : hour === 12 ? 0 : hour > 6 ? hour + 12 : hour;
  if (late) return hour === 12 ? (half === "晚上" ? 0 : 12) : hour + 12;
  return hour === 12 ? 0 : hour;
}

const isDay = (date: string): boolean => {
  const instant = Date.parse(`${date}T00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(date);
};

function atClock(parts: readonly number[], milliseconds: number, offset: string | undefined, zone: Zone): SentTime | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const two = (part: number): string => String(part).padStart(2, "0");
  const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  if (!isDay(date) || hour > 23 || minute > 59 || second > 59) return null;
  const asUtc = Date.parse(`${date}T${two(hour)}:${two(minute)}:${two(second)}Z`) + milliseconds;
  if (offset !== undefined) {
    const [, sign = "+", hours = "0", minutes = "0"] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset) ?? [];
    const given = (Number(hours) * 60 + Number(minutes ?? 0)) * (sign === "-" ? -1 : 1);
    return { sentAt: isoAt(asUtc - given * MINUTE, given), timeSource: "text" };
  }
  // The offset at the instant that the clock time would be with the offset of that moment.
  const first = zone.offsetAt(asUtc);
  const second2 = zone.offsetAt(asUtc - first * MINUTE);
  return { sentAt: isoAt(asUtc - second2 * MINUTE, second2), timeSource: "device-local" };
}
