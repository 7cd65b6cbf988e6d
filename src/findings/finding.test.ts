import { describe, expect, it } from "vitest";
import type { Evidence, Flag, Report } from "../types.js";
import { createFinder, type Finding } from "./finding.js";

const TEXT = "再不还钱就去你家堵门，限您3天内还清500元";
const rule = (name: string, words: string, text = TEXT): Evidence => {
  const start = text.indexOf(words);
  return { by: "rule", rule: name, start, end: start + words.length, text: words };
};
const aFlag = (evidence: readonly Evidence[], parts: Partial<Flag> = {}): Flag => ({
  id: "threat",
  severity: "serious",
  confidence: 0.9,
  guidance: [],
  evidence,
  ...parts,
});
const aReport = (...flags: readonly Flag[]): Report => ({ id: "m", verdict: "improper", confidence: 0.9, flags, advice: [] });
const SEVERITIES = { "threat/door": "serious", "threat/soft": "warning" } as const;
const finder = () => createFinder((id) => SEVERITIES[id as keyof typeof SEVERITIES]);
const only = (findings: readonly Finding[]): Finding => {
  expect(findings).toHaveLength(1);
  return findings[0] as Finding;
};

describe("a finding", () => {
  it("goes by the gravest rule behind its flag, and has the places of all", () => {
    const flag = aFlag([rule("threat/soft", "限您3天内"), rule("threat/door", "去你家堵门")]);
    expect(only(finder()(aReport(flag), TEXT, "t.txt"))).toMatchObject({
      flag: "threat",
      severity: "serious",
      rule: "threat/door",
      spans: [
        { rule: "threat/door", start: 5, end: 10 },
        { rule: "threat/soft", start: 11, end: 16 },
      ],
    });
  });

  it("of the model or of metadata has no place, and says whose it is", () => {
    const model = aFlag([{ by: "bayes", band: "strong", terms: [{ term: "堵门", weight: 2 }] }]);
    const night = aFlag([{ by: "metadata", field: "sentAt", value: "2026-03-01T23:00+08:00" }], { id: "quiet-hours" });
    expect(finder()(aReport(model, night), TEXT, "t.txt").map((one) => [one.rule, one.spans])).toEqual([
      ["bayes/threat", []],
      ["metadata/quiet-hours", []],
    ]);
  });

  it("offers the wording of the gravest rule that has one, and none unless asked to", () => {
    const soft = { zh: "逾期期间按合同约定计收罚息。", en: "Name the consequences." };
    const door = { zh: "如您愿意当面沟通，请致电客服。", en: "Offer a talk." };
    const flag = aFlag([rule("threat/soft", "限您3天内"), rule("threat/door", "去你家堵门")]);
    const offered = (suggestions: Readonly<Record<string, Finding["suggest"]>>) =>
      only(
        createFinder(
          (id) => SEVERITIES[id as keyof typeof SEVERITIES],
          (id) => suggestions[id],
        )(aReport(flag), TEXT, "t.txt"),
      );
    expect(offered({ "threat/soft": soft, "threat/door": door }).suggest).toEqual(door);
    expect(offered({ "threat/soft": soft }).suggest).toEqual(soft);
    expect(offered({ "threat/soft": soft }).rule).toBe("threat/door");
    expect("suggest" in offered({})).toBe(false);
    expect("suggest" in only(finder()(aReport(flag), TEXT, "t.txt"))).toBe(false);
  });

  it("of nothing is none", () => expect(finder()(aReport(), TEXT, "t.txt")).toEqual([]));
});

describe("a fingerprint", () => {
  const print = (text: string, words: string, file = "t.txt", find = finder()): string =>
    only(find(aReport(aFlag([rule("threat/door", words, text)])), text, file)).fingerprint;
  const first = print(TEXT, "去你家堵门");

  it("is sixteen hexadecimal digits, the same wherever the words stand and whatever amounts and blanks they hold", () => {
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(print("最后通知：去 你家堵门", "去 你家堵门")).toBe(first);
    expect(print("限3天内去你家堵门", "3天内去你家堵门")).toBe(print("限15天内去你家堵门", "15天内去你家堵门"));
    expect(print(TEXT, "去你家堵门", "moved/to.txt")).toBe(first);
  });

  it("is another one for other words", () => expect(print("去你单位堵门", "去你单位堵门")).not.toBe(first));

  it("of equal words in a file goes by their number there", () => {
    const find = finder();
    const prints = [1, 2, 3].map(() => print(TEXT, "去你家堵门", "t.txt", find));
    expect(new Set(prints).size).toBe(3);
    expect(prints[0]).toBe(first);
    expect(print(TEXT, "去你家堵门", "other.txt", find)).toBe(first);
  });
});
