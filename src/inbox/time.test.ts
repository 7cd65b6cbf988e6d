import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_ZONE, fromEpoch, fromText, zoneOf } from "./time.js";

const SHANGHAI = zoneOf(DEFAULT_ZONE);
const NEW_YORK = zoneOf("America/New_York");
const NOON = "2026-03-11T12:00:00+08:00";
const INSTANT = Date.parse(NOON);

describe("a time zone", () => {
  it.each([
    ["Asia/Shanghai", 480],
    ["UTC", 0],
    ["America/New_York", -240],
    ["Asia/Kathmandu", 345],
    ["+08:00", 480],
    ["+0800", 480],
    ["+8", 480],
    ["-03:30", -210],
    ["-00:00", 0],
  ])("is known by name or offset: %s", (name, minutes) => {
    expect(zoneOf(name).offsetAt(INSTANT)).toBe(minutes);
  });

  it.each(["Asia/Peking", "", "+25:00", "+08:75", "+", "8", "+080:0"])("that is none is an error: “%s”", (name) => {
    expect(() => zoneOf(name)).toThrow(`--tz ${name}: no such time zone`);
  });

  it("has summer time where there is one, in whatever order it is asked", () => {
    const winter = Date.parse("2026-01-15T12:00Z");
    const summer = Date.parse("2026-07-15T12:00Z");
    expect([winter, summer, winter].map(NEW_YORK.offsetAt)).toEqual([-300, -240, -300]);
    // China had it from 1986 to 1991.
    expect(SHANGHAI.offsetAt(Date.parse("1988-07-15T12:00Z"))).toBe(540);
  });

  it("changes its offset at the moment it is changed", () => {
    const change = Date.parse("2026-03-08T07:00Z");
    expect([change - 1, change].map(NEW_YORK.offsetAt)).toEqual([-300, -240]);
  });
});

describe("a count since 1970", () => {
  it.each([
    ["seconds", "1773201600", NOON],
    ["milliseconds", 1_773_201_600_000, NOON],
    ["microseconds", "1773201600000000", NOON],
    ["nanoseconds", 1_773_201_600_000_000_000n, NOON],
    ["seconds with a fraction", "1773201600.5", "2026-03-11T12:00:00.500+08:00"],
    ["milliseconds that are no whole second", "1773201600007", "2026-03-11T12:00:00.007+08:00"],
    ["with blanks around it", " 1773201600 ", NOON],
    ["before 1970", -86_400, "1969-12-31T08:00:00+08:00"],
  ])("is an instant, its unit known by its size: %s", (_, count, sentAt) => {
    expect(fromEpoch(count, SHANGHAI)).toEqual({ sentAt, timeSource: "epoch" });
  });

  it("has the unit it is said to have", () => {
    expect(fromEpoch(1_000, SHANGHAI, "ms")?.sentAt).toBe("1970-01-01T08:00:01+08:00");
    expect(fromEpoch(1_773_201_600, SHANGHAI, "ns")?.sentAt).toBe("1970-01-01T08:00:01.773+08:00");
  });

  it("may be from another day on, as Apple's is", () => {
    const since = Date.parse("2001-01-01T00:00Z") / 1000;
    expect(fromEpoch(794_894_400, SHANGHAI, "s", since)?.sentAt).toBe(NOON);
    expect(fromEpoch(0, SHANGHAI, "s", since)).toBeNull();
  });

  it.each([
    null,
    undefined,
    "",
    "null",
    "0",
    0,
    0n,
    "-1",
    "0.0",
    "1e12",
    "0x10",
    "12 34",
    Number.NaN,
    1e21,
    "９９９９９９９９９９",
  ])("is none, or says that nothing is known: %s", (value) => {
    expect(fromEpoch(value, SHANGHAI)).toBeNull();
  });

  it("that leads past the year 9999 or before the year 1 is none", () => {
    expect(fromEpoch("99999999999999", SHANGHAI, "s")).toBeNull();
    expect(fromEpoch("-99999999999", NEW_YORK, "s")).toBeNull();
  });

  it("is the same instant in every zone, in a form that Date understands", () => {
    const zone = fc.constantFrom("Asia/Shanghai", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "-12:00", "+14:00");
    fc.assert(
      fc.property(fc.integer({ min: -60_000_000_000_000, max: 253_402_000_000_000 }), zone, (instant, name) => {
        fc.pre(instant !== 0 && instant !== -1);
        const time = fromEpoch(instant, zoneOf(name), "ms");
        expect(time?.sentAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?[+-]\d\d:\d\d$/);
        expect(Date.parse(time?.sentAt as string)).toBe(instant);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a time that is written", () => {
  it.each([
    "2026-03-11 12:00:00",
    "2026-03-11T12:00:00",
    "2026-03-11 12:00",
    "2026/3/11 12:00",
    "2026.3.11.12.0.0",
    "2026年3月11日 12:00:00",
    "2026年3月11日12时00分00秒",
    "2026年03月11日 12点00分",
    "2026年3月11日 星期三 12:00",
    "2026年3月11日 周三 中午12:00",
    "2026-03-11&nbsp;12:00:00",
    "2026-03-11\u00a012:00\u202fPM",
    "2026-03-11，12：00",
    "2026-03-11 12:00:00.000",
    " 2026-03-11, 12:00:00 p.m. ",
    "20260311120000",
    "20260311T120000",
  ])("without an offset is in the zone asked for: %s", (text) => {
    expect(fromText(text, SHANGHAI)).toEqual({ sentAt: NOON, timeSource: "device-local" });
  });

  it.each([
    ["2026-03-11T04:00:00Z", "2026-03-11T04:00:00+00:00"],
    ["2026-03-11 04:00:00 UTC", "2026-03-11T04:00:00+00:00"],
    ["2026-03-11T12:00:00+08:00", NOON],
    ["2026-03-11 12:00:00 +0800", NOON],
    ["2026-03-11 12:00:00 GMT+8", NOON],
    ["2026-03-10 23:30:00.25 -04:30", "2026-03-10T23:30:00.250-04:30"],
    ["20260311T040000Z", "2026-03-11T04:00:00+00:00"],
  ])("with an offset keeps it: %s", (text, sentAt) => {
    expect(fromText(text, NEW_YORK)).toEqual({ sentAt, timeSource: "text" });
  });

  it.each([
    ["凌晨12:30", "00:30"],
    ["凌晨3:05", "03:05"],
    ["早上 7:30", "07:30"],
    ["上午9:13", "09:13"],
    ["上午12:10", "00:10"],
    ["中午11:50", "11:50"],
    ["中午12:10", "12:10"],
    ["中午1:10", "13:10"],
    ["下午12:10", "12:10"],
    ["下午3:00", "15:00"],
    ["下午15:00", "15:00"],
    ["傍晚6:00", "18:00"],
    ["晚上9:15", "21:15"],
    ["晚上21:15", "21:15"],
    ["晚上12:15", "00:15"],
    ["深夜11:40", "23:40"],
    ["深夜1:20", "01:20"],
    ["12:00 AM", "00:00"],
    ["8:43 pm", "20:43"],
    ["12:01 p.m.", "12:01"],
  ])("knows the part of the day: %s", (clock, expected) => {
    expect(fromText(`2026年4月6日 ${clock}`, SHANGHAI)?.sentAt).toBe(`2026-04-06T${expected}:00+08:00`);
  });

  it("may be a day alone", () => {
    for (const text of ["2026-04-06", "2026/4/6", "2026年4月6日", "2026.4.6"])
      expect(fromText(text, SHANGHAI)).toEqual({ sentAt: "2026-04-06", timeSource: "device-local" });
  });

  it("may be a count", () => {
    expect(fromText("1773201600", SHANGHAI)).toEqual({ sentAt: NOON, timeSource: "epoch" });
    expect(fromText("1773201600000", SHANGHAI)).toEqual({ sentAt: NOON, timeSource: "epoch" });
  });

  it.each([
    "",
    "昨天",
    "12:00",
    "2026-02-29 12:00",
    "2026-13-01",
    "2026-04-06 24:00",
    "2026-04-06 12:60",
    "2026-04-06 12:00:61",
    "2026-04-06 上午13:00",
    "2026-04-06 13:00 AM",
    "2026-04-06 12:00 +15:00",
    "2026-04-06 12:00 +08:61",
    "2026-04-0612:00",
    "20261301000000",
    "2026-04-06 12:00 左右",
    "06/04/2026 12:00",
    "12345",
  ])("is none where it cannot be, or could be several: “%s”", (text) => {
    expect(fromText(text, SHANGHAI)).toBeNull();
  });

  it("is none where it is a whole text, and that is known at once", () => {
    expect(fromText(`2026-10-05${" ".repeat(200_000)}x`, SHANGHAI)).toBeNull();
  });

  it("has the offset in force on that day", () => {
    expect(fromText("2026-01-15 12:00", NEW_YORK)?.sentAt).toBe("2026-01-15T12:00:00-05:00");
    expect(fromText("2026-07-15 12:00", NEW_YORK)?.sentAt).toBe("2026-07-15T12:00:00-04:00");
    expect(fromText("2026-03-08 03:00", NEW_YORK)?.sentAt).toBe("2026-03-08T03:00:00-04:00");
    expect(fromText("2026-03-08 01:59", NEW_YORK)?.sentAt).toBe("2026-03-08T01:59:00-05:00");
  });

  it("that no clock showed, or one showed twice, is kept as written", () => {
    expect(fromText("2026-03-08 02:30", NEW_YORK)?.sentAt).toMatch(/^2026-03-08T02:30:00-0[45]:00$/);
    expect(fromText("2026-11-01 01:30", NEW_YORK)?.sentAt).toMatch(/^2026-11-01T01:30:00-0[45]:00$/);
  });

  it("is the clock time that was written, of any minute, on whatever clock", () => {
    const zone = fc.constantFrom(SHANGHAI, NEW_YORK, zoneOf("Asia/Kathmandu"), zoneOf("-09:30"));
    const minute = fc.integer({ min: Date.parse("1950-01-01T00:00Z"), max: Date.parse("2099-12-31T00:00Z") });
    fc.assert(
      fc.property(minute, zone, (instant, where) => {
        const clock = new Date(instant).toISOString().slice(0, 19);
        expect(fromText(clock.replace("T", " "), where)?.sentAt.slice(0, 19)).toBe(clock);
      }),
      { numRuns: 500 },
    );
  });

  it("never is anything but an ISO time or nothing", () => {
    const piece = fc.constantFrom(
      "2026",
      "0000",
      "9999",
      "-",
      "/",
      "年",
      "4",
      "31",
      "月",
      "日",
      " ",
      "T",
      "上午",
      "12",
      ":",
      "59",
      ".",
      "Z",
      "+",
      "PM",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
        const time = fromText(pieces.join(""), SHANGHAI);
        if (time) expect(Date.parse(time.sentAt)).not.toBeNaN();
      }),
      { numRuns: 2000 },
    );
  });
});
