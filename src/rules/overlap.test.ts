import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aRule } from "../measure/rules.testing.js";
import { addsNothing, covers, makesNeedless } from "./overlap.js";

describe("covers", () => {
  it.each([
    ["上门", "上门催收"],
    ["上门", "要上门了|明天上门"],
    ["上门.{0,30}催收", "上门.{0,12}催收"],
    ["(?:上门|走访).{0,12}催收", "(?:走访).{0,12}催收|(?:上门).{0,3}催收"],
    ["[一二三]天", "[一二]天"],
    ["(?<!不)还", "(?<!不)还款"],
  ])("%s covers %s", (wide, narrow) => {
    expect(covers(wide, narrow)).toBe(true);
  });

  it.each([
    ["上门催收", "上门"],
    ["上门.{0,12}催收", "上门.{0,30}催收"],
    ["上门.{2,30}催收", "上门.{0,12}催收"],
    ["上门", "上门|走访"],
    ["(?<!不)还", "还款"],
    ["(?!还.{0,30}款)还", "(?!还.{0,12}款)还"],
    ["还?", "还款"],
    ["\\p{L}天", "[一二]天"],
  ])("%s does not, or not surely, cover %s", (wide, narrow) => {
    expect(covers(wide, narrow)).toBe(false);
  });

  it("is never claimed of a text that only the narrow one matches", () => {
    const part = fc.constantFrom("a", "b", "[ab]", ".", "a{0,2}", "b{1,2}", "a{0,4}", "(?:a|b)", "(?:a|bb)", "(?<!a)b", "(?=b)");
    const pattern = fc.array(fc.array(part, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 });
    let claimed = 0;
    fc.assert(
      fc.property(pattern, pattern, fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 }), (one, other, text) => {
        const [wide, narrow] = [one, other].map((alternatives) => alternatives.map((parts) => parts.join("")).join("|")) as [
          string,
          string,
        ];
        if (!covers(wide, narrow)) return;
        claimed++;
        const found = (source: string): boolean => [...text.matchAll(new RegExp(source, "gu"))].some(([words]) => words !== "");
        if (found(narrow)) expect(found(wide)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
    expect(claimed).toBeGreaterThan(300);
  });
});

describe("addsNothing", () => {
  const claims = (parts: Readonly<Record<string, unknown>>): boolean => {
    const rule = aRule({ id: "threat/a", flag: "threat", ...parts });
    const [one, other] = rule.any;
    if (!one || !other) throw new Error("two patterns are needed");
    return addsNothing(one, other, rule);
  };
  const gaps = [{ re: "上门.{0,12}催收" }, { re: "上门.{0,30}催收" }];

  it("is claimed where only the words count", () => {
    expect(claims({ any: gaps, negatable: false })).toBe(true);
    expect(claims({ any: [{ words: ["上门催收"] }, { words: ["上门"] }] })).toBe(true);
  });

  it("is not where a negation or a distance may tell the two apart", () => {
    expect(claims({ any: gaps })).toBe(false);
    expect(claims({ any: [{ words: ["哈哈笑"] }, { words: ["哈哈"] }] })).toBe(false);
    expect(claims({ any: gaps, negatable: false, near: { within: 9, any: [{ re: "今晚" }] } })).toBe(false);
    expect(claims({ any: gaps, negatable: false, unless: [{ re: "今晚", within: 9 }] })).toBe(false);
    expect(claims({ any: [{ re: "上门催收" }, { re: "上门", boundary: true }], negatable: false })).toBe(false);
  });
});

describe("makesNeedless", () => {
  const base = { flag: "threat", negatable: false };
  const narrow = { ...base, id: "threat/narrow", any: [{ re: "上门催收" }], severity: "warning" };
  const wide = { ...base, id: "threat/wide", any: [{ re: "上门" }], severity: "serious" };

  it("is claimed of a rule that another holds for in every case, as gravely", () => {
    expect(makesNeedless(aRule(wide), aRule(narrow))).toBe(true);
    expect(makesNeedless(aRule({ ...wide, where: [{ re: "欠" }] }), aRule({ ...narrow, where: [{ re: "欠" }] }))).toBe(true);
  });

  it.each([
    ["a milder rule", { severity: "notice" }],
    ["a rule of another flag", { flag: "scam" }],
    ["one with a condition of its own", { where: [{ re: "欠" }] }],
    ["one that something silences", { unless: [{ re: "预约" }] }],
    ["one that something eases", { eased: [{ re: "预约" }] }],
    ["one that a negation turns", { negatable: true }],
  ])("is not of %s", (_, parts) => {
    expect(makesNeedless(aRule({ ...wide, ...parts }), aRule(narrow))).toBe(false);
  });
});
