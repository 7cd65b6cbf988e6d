import { describe, expect, it } from "vitest";
import type { GuidanceEntry } from "./entry.js";
import { searchGuidance, versionOn } from "./search.js";

const anEntry = (id: string, parts: Partial<GuidanceEntry>): GuidanceEntry => ({
  id,
  title: "催收工作指引",
  titleEn: "Collection guideline",
  issuer: "银行业协会",
  number: null,
  article: "第十三条",
  binding: "self-regulation",
  appliesTo: ["banks"],
  inForceFrom: "2026-03-01",
  inForceUntil: null,
  replaces: null,
  confidence: "secondary",
  flags: ["quiet-hours"],
  says: "晚十点到早八点不打扰债务人。",
  saysEn: "Do not disturb debtors between 22:00 and 08:00.",
  sources: ["https://example.org/"],
  note: "只见报道",
  gap: null,
  aside: null,
  ...parts,
});

const GUIDE = anEntry("guide-13", {});
const LAW = anEntry("law-42", {
  title: "治安法",
  titleEn: "Public Security Law",
  issuer: "全国人大常委会",
  number: "主席令第67号",
  article: "第四十二条",
  flags: ["threat", "third-party"],
  says: "写恐吓信的，处拘留或者罚款。",
  saysEn: "Threatening letters are punished.",
  inForceFrom: "2013-01-01",
  inForceUntil: "2025-12-31",
});
const LAW_NOW = anEntry("law-50", {
  ...LAW,
  id: "law-50",
  article: "第五十条",
  inForceFrom: "2026-01-01",
  inForceUntil: null,
  replaces: "law-42",
});
const ALL = [GUIDE, LAW, LAW_NOW];

describe("searchGuidance", () => {
  const ids = (words: readonly string[], day = "2026-06-01"): string[] => searchGuidance(ALL, words, day).map(({ id }) => id);

  it.each([
    ["an id", ["law-50"], ["law-50"]],
    ["a title", ["指引"], ["guide-13"]],
    ["an English title, whatever its case", ["PUBLIC security"], ["law-50"]],
    ["an article", ["第五十条"], ["law-50"]],
    ["a number", ["第67号"], ["law-50"]],
    ["an issuer", ["协会"], ["guide-13"]],
    ["what it says", ["早八点"], ["guide-13"]],
    ["what it says in English", ["letters"], ["law-50"]],
    ["a flag", ["third-party"], ["law-50"]],
    ["several words, all of which must occur", ["threat", "恐吓"], ["law-50"]],
    ["several words of which one is nowhere", ["threat", "早八点"], []],
    ["nothing: all there is", [], ["guide-13", "law-50"]],
    ["words that do not run over from one field into the next", ["指引collection"], []],
    ["a note, which is not searched", ["报道"], []],
  ])("finds by %s", (_, words, expected) => {
    expect(ids(words)).toEqual(expected);
  });

  it("finds only what was in force on the day", () => {
    expect(ids(["恐吓"], "2025-12-31")).toEqual(["law-42"]);
    expect(ids(["恐吓"], "2012-12-31")).toEqual([]);
    expect(ids([], "2026-02-01")).toEqual(["law-50"]);
  });
});

describe("versionOn", () => {
  const OLDEST = anEntry("law-19", { ...LAW, id: "law-19", inForceFrom: "1987-01-01", inForceUntil: "2006-02-28" });
  const CHAIN = [LAW_NOW, { ...LAW, replaces: "law-19" }, OLDEST, GUIDE];
  const version = (entry: GuidanceEntry, day: string): string | undefined => versionOn(CHAIN, entry, day)?.id;

  it.each([
    ["law-50", "2026-01-01", "law-50"],
    ["law-50", "2025-12-31", "law-42"],
    ["law-50", "1990-01-01", "law-19"],
    ["law-19", "2026-01-01", "law-50"],
    ["law-19", "2025-12-31", "law-42"],
    ["law-42", "2030-01-01", "law-50"],
    ["guide-13", "2026-03-01", "guide-13"],
  ])("of %s on %s is %s", (id, day, expected) => {
    expect(version(CHAIN.find((entry) => entry.id === id) as GuidanceEntry, day)).toBe(expected);
  });

  it("is nothing where no version was in force", () => {
    expect(version(LAW_NOW, "2010-01-01")).toBeUndefined();
    expect(version(GUIDE, "2026-02-28")).toBeUndefined();
    expect(versionOn([GUIDE], { ...LAW_NOW, replaces: "gone" }, "2020-01-01")).toBeUndefined();
  });
});
