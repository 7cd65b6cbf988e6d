import { describe, expect, it } from "vitest";
import { Folder } from "../text/fold.js";
import { unmatchable } from "./reach.js";

const folder = new Folder("門门還还");
const reasons = (source: string): string[] => unmatchable(source, (character) => folder.fold(character).text);

describe("unmatchable", () => {
  it("has nothing to say of patterns that can match", () => {
    for (const source of [
      "上门|走访",
      "(?=还)还款",
      "(?!还)欠",
      "(?<!不)还款",
      "(?<=不)还",
      "[^門]人",
      "还款(?!完)$",
      "^还",
      "(?:还|^)款",
      "a?$",
      "a?(?=b)b",
      "(?![0-9])\\p{L}",
      "(?=[ab])(?:b|c)",
      "(?!ab)a",
    ])
      expect(reasons(source), source).toEqual([]);
  });

  it.each([
    ["上門", ['"門" never stands in normalised text: write "门"']],
    ["[门門]口", ['"門" never stands in normalised text: write "门"']],
    ["①", ['"①" never stands in normalised text: write "1"']],
    ["滚🤣", ['"🤣" never stands in normalised text: it is taken out']],
    ["[]还", ["[] matches no character"]],
    ["(?=欠)还", ["(?=欠)还 can never match: (?=欠) rules out what stands beside it"]],
    ["(?!还)还款", ["(?!还)还款 can never match: (?!还) rules out what stands beside it"]],
    ["(?![还欠])(?:还|欠)款", ["(?![还欠])(?:还|欠)款 can never match: (?![还欠]) rules out what stands beside it"]],
    ["不(?<!不|没)还", ["不(?<!不|没)还 can never match: (?<!不|没) rules out what stands beside it"]],
    ["欠(?<=还)款", ["欠(?<=还)款 can never match: (?<=还) rules out what stands beside it"]],
    ["还$款", ["还$款 can never match: $ rules out what stands beside it"]],
    ["还^款", ["还^款 can never match: ^ rules out what stands beside it"]],
    ["上门|(?!a)a{1,3}b", ["(?!a)a{1,3}b can never match: (?!a) rules out what stands beside it"]],
  ])("names what is dead in %s", (source, expected) => {
    expect(reasons(source)).toEqual(expected);
  });
});
