import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { guidanceFile } from "../knowledge/files.js";
import { readYaml, yamlFilesBelow } from "../yaml-file.js";
import { capsFor, LENDER_KINDS, lenderKindOf } from "./caps.js";
import { loadRates, unknownGuidance } from "./load.js";
import { ratesFile } from "./schema.js";

const rates = loadRates("rules");
const guidance = yamlFilesBelow("rules/guidance").flatMap(({ file }) => {
  const read = readYaml(file, guidanceFile);
  return "value" in read ? read.value.entries : [];
});
const byId = new Map(guidance.map((entry) => [entry.id, entry]));

describe("rules/rates.yml", () => {
  it("names guidance that exists", () => expect(unknownGuidance(rates, (path) => path.join("."), [...byId.keys()])).toEqual([]));

  it.each(rates.caps)("$id cites only what was in force all the time", ({ from, until, guidance: ids }) => {
    for (const id of ids) {
      const entry = byId.get(id);
      expect((entry?.inForceFrom ?? "9999") <= from, id).toBe(true);
      expect((entry?.inForceUntil ?? "9999") >= (until ?? "9999"), id).toBe(true);
    }
  });

  it.each(LENDER_KINDS)("has one cap for %s on every day since the Civil Code, and never two", (kind) => {
    for (const day of ["2021-01-01", "2022-06-01", "2025-12-31", "2026-01-01", "2026-07-31", "2026-08-01", "2030-01-01"]) {
      expect(capsFor(kind, day, rates.caps), day).toHaveLength(1);
    }
    for (const day of ["2014-01-01", "2015-09-01", "2019-06-01", "2020-08-19", "2020-08-20", "2020-12-31"]) {
      expect(capsFor(kind, day, rates.caps).length, day).toBeLessThanOrEqual(1);
    }
  });

  it("names no 36 % or 24 % as current", () => {
    for (const { until, zh, en, yearlyCap } of rates.caps.filter((cap) => cap.until === null || cap.until > "2020-08-19")) {
      expect(`${zh}${en}${JSON.stringify(yearlyCap)}`, String(until)).not.toMatch(/24|36/);
    }
  });
});

describe("ratesFile", () => {
  const cap = {
    id: "one",
    lenderKinds: ["bank"],
    from: "2020-01-01",
    until: null,
    yearlyCap: null,
    gravest: "notice",
    zh: "一二三四五六七八",
    en: "something",
    guidance: [],
    sureness: "unsure",
  };
  const issues = (...caps: object[]): string[] => {
    const checked = ratesFile.safeParse({ ...rates, caps });
    return checked.success ? [] : checked.error.issues.map(({ path }) => path.join("."));
  };
  it("takes caps that follow each other", () =>
    expect(issues({ ...cap, until: "2020-12-31" }, { ...cap, id: "two", from: "2021-01-01" })).toEqual([]));
  it("refuses two on one day", () => expect(issues(cap, { ...cap, id: "two", from: "2021-01-01" })).toEqual(["caps.1.from"]));
  it("refuses an end before the beginning", () => expect(issues({ ...cap, until: "2019-01-01" })).toEqual(["caps.0.until"]));
  it("refuses an id used twice", () => expect(issues(cap, { ...cap, lenderKinds: ["private"] })).toEqual(["caps.1.id"]));
  it("refuses unknown keys", () => expect(issues({ ...cap, extra: 1 })).toEqual(["caps.0"]));
});

it("says which guidance is unknown, and where", () =>
  expect(
    unknownGuidance({ ...rates, caps: [], advance: { guidance: ["none"] } }, (path) => path.join("."), ["civil-585"]),
  ).toEqual([{ code: "unknown-id", message: 'advance.guidance.0: no guidance "none"', where: "advance.guidance.0" }]));

it("refuses a directory without the file", () => expect(() => loadRates(join("rules", "none"))).toThrow("no such file"));

describe("lenderKindOf", () => {
  it.each([
    ["bank", "bank"],
    ["small-loan", "small-loan"],
    ["platform", "internet-lender"],
    ["court", "unknown"],
    [undefined, "unknown"],
  ])("%s is %s", (kind, expected) => expect(lenderKindOf(kind)).toBe(expected));
});
