import { describe, expect, it } from "vitest";
import { clockTime, writtenOut } from "./numbers.js";

describe("a serial number", () => {
  it.each<[number, Parameters<typeof clockTime>[1], 1900 | 1904, string | null]>([
    [46118.3842708333, "day and clock", 1900, "2026-04-06 09:13:21"],
    [46118.3842708333, "day", 1900, "2026-04-06 09:13:21"],
    [46118, "day", 1900, "2026-04-06"],
    [46118, "day and clock", 1900, "2026-04-06 00:00:00"],
    [0.384270833333333, "clock", 1900, "09:13:21"],
    [46118.3842708333, "clock", 1900, "2026-04-06 09:13:21"],
    [46118.38427141204, "day and clock", 1900, "2026-04-06 09:13:21.050"],
    [44656.3842708333, "day and clock", 1904, "2026-04-06 09:13:21"],
    [1, "day", 1900, "1900-01-01"],
    [59, "day", 1900, "1900-02-28"],
    [61, "day", 1900, "1900-03-01"],
    [0, "day", 1904, "1904-01-01"],
    [2_958_465, "day", 1900, "9999-12-31"],
    [2_958_466, "day", 1900, null],
    [-1, "day", 1900, null],
    [Number.NaN, "day", 1900, null],
  ])("%d shown as %s from %d is %s", (serial, shown, base, time) => {
    expect(clockTime(serial, shown, base)).toBe(time);
  });
});

describe("a number", () => {
  it.each<[string, string, boolean]>([
    ["95000", "95000", false],
    ["862.4", "862.4", false],
    ["106900001234567", "106900001234567", false],
    ["1.06900001234567E+14", "106900001234567", true],
    ["1.069E+14", "106900000000000", true],
    ["-1.5e3", "-1500", true],
    ["1.25E+1", "1.25E+1", false],
    ["1.5E-3", "1.5E-3", false],
    ["1E+999", `1${"0".repeat(999)}`, true],
    ["1E+1000", "1E+1000", false],
    ["106900001234567890", "106900001234567890", true],
    ["", "", false],
  ])("%s is written out", (number, text, doubtful) => {
    expect(writtenOut(number)).toEqual({ text, doubtful });
  });
});
