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
  if (/^[+-]/.test(name)) {
    const fixed = offsetOf(name);
    if (fixed === null) throw unknownZone(name);
    return { offsetAt: () => fixed };
  }
  const format = formatOf(name);
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

/** Of Intl's names of offsets (`GMT+08:00`, `GMT`) the whole minutes; those before 1900 have seconds too. */
const offsetIn = (name: string): number => offsetOf(name.slice(0, "GMT+08:00".length)) ?? 0;

function formatOf(name: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name, timeZoneName: "longOffset" });
  } catch {
    throw unknownZone(name);
  }
}

const unknownZone = (name: string): UserError =>
  new UserError({
    code: "unknown-zone",
    message: `--tz ${name}: no such time zone`,
    hint: "say Asia/Shanghai, Asia/Hong_Kong or an offset such as +08:00",
  });

/** Minutes of `+08:00`, `-0330`, `+8`, `GMT+08:00`, `Z`, `UTC`; null for an offset that is nowhere on earth. */
function offsetOf(text: string): number | null {
  const found = /^(?:Z|UTC|GMT)?(?:([+-])(\d{1,2})(?::?(\d{2}))?)?$/i.exec(text);
  if (!found) return null;
  const [, sign, hours = "0", minutes = "0"] = found;
  const size = Number(hours) * 60 + Number(minutes);
  if (size > FARTHEST_OFFSET || Number(minutes) > 59) return null;
  return sign === "-" && size > 0 ? -size : size;
}
/** Kiritimati's. */
const FARTHEST_OFFSET = 14 * 60;

const PER_SECOND = { s: 1, ms: 1e3, us: 1e6, ns: 1e9 } as const;
export type EpochUnit = keyof typeof PER_SECOND;

/** The years that ISO 8601 writes with four digits, in any zone. */
const EARLIEST = Date.parse("0001-01-01T00:00Z");
const LATEST = Date.parse("9999-12-31T00:00Z");

/**
 * An instant counted since 1970 (or since `since`, in seconds after 1970); null for what is no count, and for 0 and
 * -1, by which phones say that they do not know. Without a unit the size tells it: 1e11 seconds are the year 5138.
 */
export function fromEpoch(
  value: string | number | bigint | null | undefined,
  zone: Zone,
  unit?: EpochUnit,
  since = 0,
): SentTime | null {
  if (value === null || value === undefined || !/^-?\d{1,20}(?:\.\d+)?$/.test(String(value).trim())) return null;
  const count = Number(value);
  if (count === 0 || count === -1) return null;
  const instant = Math.round((count / PER_SECOND[unit ?? unitBySize(Math.abs(count))] + since) * 1000);
  return instant < EARLIEST || instant > LATEST ? null : { sentAt: isoAt(instant, zone.offsetAt(instant)), timeSource: "epoch" };
}

const unitBySize = (count: number): EpochUnit => (count < 1e11 ? "s" : count < 1e14 ? "ms" : count < 1e17 ? "us" : "ns");

/** Local time of an offset (minutes), with milliseconds only where there are any. */
function isoAt(instant: number, offset: number): string {
  const clock = new Date(instant + offset * MINUTE).toISOString().replace(/(?:\.000)?Z$/, "");
  return `${clock}${offset < 0 ? "-" : "+"}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
}

const two = (part: number): string => String(part).padStart(2, "0");

const HALF_DAY = "凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|深夜|AM|PM|a\\.m\\.|p\\.m\\.";
const OFFSET = "Z|(?:UTC|GMT)?[+-]\\d{1,2}(?::?\\d{2})?|UTC|GMT";
const DATE = "(\\d{4})(?:[-/.]|年)(\\d{1,2})(?:[-/.]|月)(\\d{1,2})(?!\\d)日?";
const GAP = "(?:[T\\s.,，]|&nbsp;|(?:星期|周).)*";
const TIME = "(\\d{1,2})[:.：时点](\\d{1,2})(?:[:.：分](\\d{1,2})秒?(?:[.,](\\d{1,9}))?)?分?";
/** `2026-10-05 21:40:12`, `2026/4/6 9:13`, `2026年4月6日 上午9:13`, `2026-10-05 8:43:38 PM`, `2013.4.3.23.5.9`; or a day alone. */
const CLOCK_TIME = new RegExp(`^${DATE}(?:${GAP}(${HALF_DAY})?\\s*${TIME}\\s*(${HALF_DAY})?\\s*(${OFFSET})?)?$`, "i");
/** `20261005214012`, `20100709T155811Z`; other centuries are counts of microseconds. */
const COMPACT_TIME = new RegExp(`^((?:19|20)\\d{2})(\\d{2})(\\d{2})T?(\\d{2})(\\d{2})(\\d{2})(${OFFSET})?$`, "i");
/** No time is longer; what is may be a whole message in the wrong column. */
const LONGEST_TIME = 64;

/** A time as people and exports write it; null for what is none, or a day that never was. Bare digits are an epoch. */
export function fromText(text: string, zone: Zone): SentTime | null {
  const given = text.trim();
  if (given.length > LONGEST_TIME) return null;
  const compact = COMPACT_TIME.exec(given);
  if (compact) {
    const [, year, month, day, hour, minute, second, offset] = compact;
    return atClock([year, month, day, hour, minute, second, 0].map(Number), offset, zone);
  }
  if (/^\d{9,20}(?:\.\d+)?$/.test(given)) return fromEpoch(given, zone);
  const found = CLOCK_TIME.exec(given);
  if (!found) return null;
  const [, year, month, day, before, hour, minute, second = "0", fraction = "", after, offset] = found;
  if (hour === undefined) return onDay(dateOf(Number(year), Number(month), Number(day)));
  const milliseconds = fraction.padEnd(3, "0").slice(0, 3);
  const whole = wholeDay(Number(hour), (before ?? after)?.toLowerCase());
  return whole === null ? null : atClock([year, month, day, whole, minute, second, milliseconds].map(Number), offset, zone);
}

/** The hour of 24 from one of 12 with its part of the day; null for 13 in the morning. */
function wholeDay(hour: number, part: string | undefined): number | null {
  if (part === undefined) return hour;
  if (/^(?:凌晨|清晨|早上|早晨|上午|am|a\.m\.)$/.test(part)) return hour > 12 ? null : hour % 12;
  if (hour > 12) return hour;
  if (part === "中午") return hour < 11 ? hour + 12 : hour;
  // The night goes on after midnight, on the date that has begun by then.
  if (/^(?:晚上|深夜)$/.test(part) && (hour === 12 || hour < 5)) return hour % 12;
  return (hour % 12) + 12;
}

const dateOf = (year: number, month: number, day: number): string => `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;

function isDay(date: string): boolean {
  const instant = Date.parse(`${date}T00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(date);
}

const onDay = (date: string): SentTime | null => (isDay(date) ? { sentAt: date, timeSource: "device-local" } : null);

/** @param clock year, month, day, hour, minute, second, millisecond, as they were written */
function atClock(clock: readonly number[], written: string | undefined, zone: Zone): SentTime | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, millisecond = 0] = clock;
  const date = dateOf(year, month, day);
  if (!isDay(date) || hour > 23 || minute > 59 || second > 59) return null;
  /** The instant at which a clock in Greenwich shows this. */
  const inGreenwich = Date.parse(`${date}T${two(hour)}:${two(minute)}:${two(second)}Z`) + millisecond;
  const at = (offset: number, timeSource: TimeSource): SentTime => ({
    sentAt: isoAt(inGreenwich - offset * MINUTE, offset),
    timeSource,
  });
  if (written !== undefined) {
    const offset = offsetOf(written);
    return offset === null ? null : at(offset, "text");
  }
  // The offset in force is known by the instant, and the instant by the offset: twice is near enough.
  return at(zone.offsetAt(inGreenwich - zone.offsetAt(inGreenwich) * MINUTE), "device-local");
}
