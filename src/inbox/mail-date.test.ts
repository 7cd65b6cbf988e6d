import { describe, expect, it } from "vitest";
import { fromMailDate } from "./mail-date.js";
import { zoneOf } from "./time.js";

const ZONE = zoneOf("Asia/Shanghai");

describe("the date of a mail", () => {
  it.each([
    ["Mon, 2 Mar 2026 09:15:04 +0800", "2026-03-02T09:15:04+08:00", "text"],
    ["Mon, 02 Mar 2026 09:15:04 +0800 (CST)", "2026-03-02T09:15:04+08:00", "text"],
    ["2 mar 2026 01:15 GMT", "2026-03-02T01:15:00+00:00", "text"],
    ["Sun, 01 Mar 2026 20:15:04 -0500", "2026-03-01T20:15:04-05:00", "text"],
    ["Mon, 02 Mar 2026 09:15:04 CST", "2026-03-02T09:15:04+08:00", "device-local"],
    ["Mon, 02 Mar 2026 09:15:04", "2026-03-02T09:15:04+08:00", "device-local"],
    ["2026-03-02 09:15:04", "2026-03-02T09:15:04+08:00", "device-local"],
  ])("may be %s", (date, sentAt, timeSource) => expect(fromMailDate(date, ZONE)).toEqual({ sentAt, timeSource }));

  it.each(["", "someday", "Mon, 30 Feb 2026 09:15:04 +0800", "2 Foo 2026 09:15:04 +0800", "2 Mar 2026 25:15:04 +0800"])(
    "is none: %s",
    (date) => expect(fromMailDate(date, ZONE)).toBe(null),
  );
});
