import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KeywordIndex } from "./keywords.js";

const candidates = (words: readonly (readonly string[] | null)[], text: string): number[] =>
  [...new KeywordIndex(words).candidates(text)].sort((a, b) => a - b);

describe("KeywordIndex", () => {
  it("names the rules whose words occur, by position", () => {
    const words = [["上门", "外访"], ["起诉"], null, ["上门清收"], ["通讯录"]];
    expect(candidates(words, "外访组已出发，今日上门清收")).toEqual([0, 3]);
    expect(candidates(words, "我们将起诉")).toEqual([1]);
    expect(candidates(words, "请于本周内还款")).toEqual([]);
  });

  it("finds words at both ends of a text, and none that runs past it", () => {
    expect(candidates([["上门"]], "上门")).toEqual([0]);
    expect(candidates([["上门清收"]], "上门清")).toEqual([]);
    expect(candidates([["清收"]], "上门清收")).toEqual([0]);
    expect(candidates([["上门"]], "上")).toEqual([]);
    expect(candidates([["上门"]], "")).toEqual([]);
  });

  it("tells words with the same beginning apart", () => {
    const words = [["通讯录"], ["通讯地址"], ["通讯"]];
    expect(candidates(words, "核对通讯地址")).toEqual([1, 2]);
  });

  it("finds what a naive search finds", () => {
    // Few characters, so that words overlap, begin alike and do occur; one outside the basic plane.
    const character = fc.constantFrom("上", "门", "催", "收", "a", "💀");
    const word = fc.string({ unit: character, minLength: 2, maxLength: 5 });
    const lists = fc.array(fc.option(fc.array(word, { maxLength: 4 })), { maxLength: 12 });
    fc.assert(
      fc.property(lists, fc.string({ unit: character, maxLength: 40 }), (words, text) => {
        const naive = words.flatMap((list, rule) => (list?.some((one) => text.includes(one)) ? [rule] : []));
        expect(candidates(words, text)).toEqual(naive);
      }),
      { numRuns: 2_000, seed: 12_368 },
    );
  });
});
