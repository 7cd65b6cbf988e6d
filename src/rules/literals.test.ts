import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { requiredWords } from "./literals.js";

describe("requiredWords", () => {
  it.each([
    ["上门催收", ["上门催收"]],
    ["外访(?:组|人员).{0,6}出发", ["外访人员", "外访组"]],
    ["涉嫌(?:信用卡|合同)?诈骗", ["涉嫌信用卡诈骗", "涉嫌合同诈骗", "涉嫌诈骗"]],
    ["起诉|仲裁|报警", ["仲裁", "报警", "起诉"]],
    ["[今明]天到户", ["今天到户", "明天到户"]],
    ["(?<!不)冻结(?=账户)", ["冻结"]],
    ["还.{0,4}通讯录", ["通讯录"]],
    ["(?:老赖){1,3}", ["老赖"]],
    ["(?:爆通讯录|通讯录群发)", ["爆通讯录", "通讯录群发"]],
    ["上门|上门清收", ["上门"]],
    ["(?:立案|立案侦查)决定", ["立案侦查决定", "立案决定"]],
    ["\\u4e0a门", ["上门"]],
  ])("of %s", (pattern, words) => {
    expect(requiredWords(pattern)).toEqual(words);
  });

  it.each([
    ["a single character", "诉"],
    ["nothing but optional parts", "(?:起诉)?(?:仲裁)?"],
    ["one way without a word", "起诉|[0-9]{4,8}"],
    ["a word that may repeat no times", "(?:老赖){0,3}"],
    ["a gap", ".{0,12}"],
    ["a class and its complement", "[上门][^门]"],
    ["single characters with gaps between", "还.{0,4}款.{0,4}钱"],
    ["a range", "[0-9]元"],
    ["a look-ahead alone", "(?=上门)"],
    ["an empty way", "上门|"],
  ])("is null for %s", (_, pattern) => {
    expect(requiredWords(pattern)).toBeNull();
  });

  it("spells short patterns out as far as that is worth it, and takes long lists of words as they are", () => {
    const digit = "[零一二三四五六七八九]";
    expect(requiredWords(`${digit}${digit}`)).toHaveLength(100);
    expect(requiredWords(`${digit}${digit}${digit}`)).toHaveLength(100);
    expect(
      requiredWords(Array.from({ length: 300 }, (_, i) => `第${String.fromCodePoint(0x4e00 + i)}号`).join("|")),
    ).toHaveLength(300);
  });

  it("finds one of its words in every text the pattern matches", () => {
    let withWords = 0;
    fc.assert(
      fc.property(sequence, noise, noise, ([pattern, match], before, after) => {
        expect(match).toMatch(new RegExp(`^(?:${pattern})$`, "u"));
        const words = requiredWords(pattern);
        if (!words) return;
        withWords++;
        expect(words.every((word) => word.length >= 2)).toBe(true);
        expect(words.filter((word) => `${before}${match}${after}`.includes(word))).not.toEqual([]);
        expect(words.filter((word) => match.includes(word))).not.toEqual([]);
      }),
      { numRuns: 3_000, seed: 45_251 },
    );
    // Or nothing was shown at all.
    expect(withWords).toBeGreaterThan(1_000);
  });
});

/** A pattern and a string it matches. */
type Sample = readonly [pattern: string, match: string];

const CHARACTERS = [..."上门催收还款起诉律师户籍今明"];
const character = fc.constantFrom(...CHARACTERS);
const noise = fc.string({ unit: character, maxLength: 4 });
const word = fc.string({ unit: character, minLength: 1, maxLength: 3 });

const { node } = fc.letrec<{ node: Sample; branch: Sample }>((tie) => ({
  branch: fc.array(tie("node"), { minLength: 1, maxLength: 3 }).map(join),
  node: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    word.map((text): Sample => [text, text]),
    fc
      .uniqueArray(character, { minLength: 1, maxLength: 4 })
      .chain((set) => fc.constantFrom(...set).map((one): Sample => [`[${set.join("")}]`, one])),
    fc.constantFrom(..."0123456789").map((digit): Sample => ["[0-9]", digit]),
    fc
      .tuple(fc.constantFrom(".", "[^。!?;\\n]"), fc.nat(4), noise)
      .map(([any, spare, text]): Sample => [`${any}{0,${text.length + spare}}`, text]),
    fc.constantFrom<Sample>(["(?<!严禁)", ""], ["(?!严禁)", ""]),
    fc
      .array(tie("branch"), { minLength: 1, maxLength: 4 })
      .chain((ways) =>
        fc.constantFrom(...ways).map(([, match]): Sample => [`(?:${ways.map(([pattern]) => pattern).join("|")})`, match]),
      ),
    fc.tuple(tie("branch"), fc.boolean()).map(([[pattern, match], there]): Sample => [`(?:${pattern})?`, there ? match : ""]),
    fc
      .tuple(tie("branch"), fc.nat(2), fc.nat(2), fc.boolean())
      .map(
        ([[pattern, match], least, more, lazy]): Sample => [
          `(?:${pattern}){${least},${least + more}}${lazy ? "?" : ""}`,
          match.repeat(least),
        ],
      ),
  ),
}));
const sequence = fc.array(node, { minLength: 1, maxLength: 5 }).map(join);

function join(parts: readonly Sample[]): Sample {
  return [parts.map(([pattern]) => pattern).join(""), parts.map(([, match]) => match).join("")];
}
