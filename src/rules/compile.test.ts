import { describe, expect, it } from "vitest";
import { compilePattern, compileRule, PatternError } from "./compile.js";
import { type Rule, ruleSchema } from "./schema.js";

const TERMS = { pay: ["还款", "结清{soon}"], soon: ["今日", "立即"], self: ["自{self}"], bad: ["(坏"] };
const pattern = (source: string): string => compilePattern(source, TERMS);

/** Does the compiled pattern match this (normalised) text whole? */
const matches = (source: string, text: string): boolean => new RegExp(`^(?:${pattern(source)})$`, "u").test(text);

describe("compilePattern", () => {
  it("puts lists in their place, lists inside lists too", () => {
    expect(pattern("请{pay}吧")).toBe("请(?:还款|结清(?:今日|立即))吧");
    expect(matches("请{pay}{0,1}吧", "请结清立即吧")).toBe(true);
  });

  it("writes {..n} as a gap that ends with the sentence", () => {
    expect(matches("上门{..6}清收", "上门,今日清收")).toBe(true);
    expect(matches("上门{..6}清收", "上门一二三四五六清收")).toBe(true);
    expect(matches("上门{..6}清收", "上门一二三四五六七清收")).toBe(false);
    for (const end of "。!?;\n") expect(matches("上门{..6}清收", `上门${end}清收`)).toBe(false);
  });

  it("folds full-width signs as the text is folded, outside classes and in them", () => {
    expect(matches("催收：（还款）？", "催收:(还款)?")).toBe(true);
    expect(matches("利息２４％", "利息24%")).toBe(true);
    expect(matches("ａｐｐ", "app")).toBe(true);
    expect(matches("￥[０-９]{1,5}", "¥500")).toBe(true);
    expect(matches("[，；！]", ";")).toBe(true);
    expect(matches("400[０－９]", "400-")).toBe(true);
    expect(matches("400[０－９]", "4005")).toBe(false);
    expect(matches("。", "。")).toBe(true);
  });

  it("leaves braces that are no list alone", () => {
    expect(pattern("\\p{Script=Han}{2,4}")).toBe("\\p{Script=Han}{2,4}");
    expect(pattern("\\{pay\\}")).toBe("\\{pay\\}");
  });

  it.each([
    ["泼(漆", "not a regular expression: Unterminated group"],
    ["{bad}", "not a regular expression: Unterminated group"],
    ["[门-上]", "not a regular expression: Range out of order in character class"],
    ["{constructor}", "no list {constructor} in lexicon/terms/; did you mean {soon}?"],
    ["{paid}", "no list {paid} in lexicon/terms/; did you mean {pay}?"],
    ["{self}", "the list {self} contains itself: {self} → {self}"],
    ["\\b上门", '\\b does not work beside Chinese characters; use neighbours or "boundary: true"'],
    ["上\\B门", '\\B does not work beside Chinese characters; use neighbours or "boundary: true"'],
    ["[\\w门]", '\\w does not work beside Chinese characters; use neighbours or "boundary: true"'],
    ["\\W", '\\W does not work beside Chinese characters; use neighbours or "boundary: true"'],
    ["上.*门", ".* has no upper bound; write {..12} or {0,12}"],
    ["上.+?门", ".+? has no upper bound; write {..12} or {0,12}"],
    ["上.{3,}门", ".{3,} has no upper bound; write {..12} or {0,12}"],
    ["\\S*门", "\\S* has no upper bound; write {..12} or {0,12}"],
    ["[^。]*门", "[^。]* has no upper bound; write {..12} or {0,12}"],
    ["[一-龥]+", "[一-龥]+ has no upper bound; write {..12} or {0,12}"],
    ["\\p{Script=Han}+", "\\p{Script=Han}+ has no upper bound; write {..12} or {0,12}"],
    ["(?:[0-9]+元)+", "(?:[0-9]+元)+ has no upper bound; write {..12} or {0,12}"],
    [
      "(?:{pay}|一二三四五六七八九十)*",
      "(?:(?:还款|结清(?:今日|立即))|一二三四五六七八九十)* has no upper bound; write {..12} or {0,12}",
    ],
    [
      "(?:一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十)*",
      "(?:一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七… has no upper bound; write {..12} or {0,12}",
    ],
    ["加QQ号", '"QQ" cannot match: rules see the text in lower case'],
    ["[A-Z]{3}", '"A" cannot match: rules see the text in lower case'],
    ["\\u0041pp", '"\\u0041" cannot match: rules see the text in lower case'],
  ])("refuses %s", (source, message) => {
    expect(() => pattern(source)).toThrow(PatternError);
    expect(() => pattern(source)).toThrow(new PatternError(message));
  });

  it("refuses what is too large to be looked into, before anything does", () => {
    const refusal = (source: string): string => {
      try {
        return pattern(source);
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(refusal("还".repeat(20_001))).toBe("is 20001 characters long, its lists written out; at most 20000");
    expect(refusal("{pay}".repeat(4_000))).toMatch(/^is \d+ characters long, its lists written out; at most 20000$/);
    expect(refusal(`${"(?:".repeat(101)}还${")".repeat(101)}`)).toBe("has more than 100 groups inside one another");
    expect(refusal(`[${"(".repeat(200)}]`)).toBe(`[${"(".repeat(200)}]`);
    expect(refusal("(?:还{1,900}){900}{1}")).toMatch(/^not a regular expression: /);
  });

  it.each(["[0-9]+元", "\\d+", "x{2,}", "(?:月|日|年)+", "\\s*", "\\.*", "\\\\b", "[零一二三]+", "\\D{2}", "\\P{Script=Han}"])(
    "accepts %s",
    (source) => {
      expect(pattern(source)).toBe(source);
    },
  );
});

describe("compileRule", () => {
  const rule = (parts: Readonly<Record<string, unknown>>): Rule =>
    ruleSchema.parse({
      id: "signals/pay",
      signal: "pay",
      title: "要求还款",
      titleEn: "Asks for payment",
      any: [{ words: ["还款"] }],
      examples: { bad: ["一", "二"], ok: ["三", "四"] },
      ...parts,
    });

  it("takes plain words for what they are, longer ones first", () => {
    const compiled = compileRule(rule({ any: [{ words: ["还", "还款", "a.b", "（急）", "{pay}"] }] }), TERMS);
    expect(compiled).toMatchObject({ any: [{ source: "\\{pay\\}|a\\.b|\\(急\\)|还款|还" }], words: null });
  });

  it("knows the words that the evidence cannot do without", () => {
    const words = (any: readonly unknown[]) => {
      const compiled = compileRule(rule({ any }), TERMS);
      return Array.isArray(compiled) ? compiled : compiled.words;
    };
    expect(words([{ re: "请{pay}" }, { words: ["付清"] }])).toEqual(["付清", "请结清今日", "请结清立即", "请还款"].sort());
    expect(words([{ words: ["还款", "马上还款"] }])).toEqual(["还款"]);
    expect(words([{ words: ["还款"] }, { re: "立即还款" }])).toEqual(["还款"]);
    expect(words([{ words: ["还款"] }, { entity: "card" }])).toBeNull();
    expect(words([{ words: ["还款"] }, { signal: "debt" }])).toBeNull();
    expect(words([{ words: ["还款"] }, { re: "[0-9]{4}" }])).toBeNull();
  });

  it("makes lists of single entities, standings and signals", () => {
    const compiled = compileRule(
      rule({ any: [{ entity: "link", standing: "other" }], where: [{ signal: "debt", within: 9 }], negatable: false }),
      TERMS,
    );
    expect(compiled).toMatchObject({
      any: [{ entity: ["link"], standing: ["other"] }],
      where: [{ signal: ["debt"], within: 9 }],
      negatable: false,
      severity: "notice",
    });
  });

  it("says of every broken pattern where it stands", () => {
    const broken = rule({
      any: [{ re: "还款" }, { re: "还(款" }],
      where: [{ words: ["VIP"] }],
      near: { within: 9, any: [{ re: "{nothing}" }] },
      unless: [{ signal: "debt" }, { re: "工.*号", within: 9 }],
    });
    expect(compileRule(broken, TERMS)).toEqual([
      { path: ["any", 1, "re"], message: "not a regular expression: Unterminated group" },
      { path: ["where", 0, "words"], message: '"VIP" cannot match: rules see the text in lower case' },
      { path: ["near", "any", 0, "re"], message: "no list {nothing} in lexicon/terms/; did you mean {soon}?" },
      { path: ["unless", 1, "re"], message: ".* has no upper bound; write {..12} or {0,12}" },
    ]);
  });
});
