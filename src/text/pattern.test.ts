import { describe, expect, it } from "vitest";
import { alternation, literal } from "./pattern.js";

/** What a list of words finds in a text. */
const find = (words: readonly string[], text: string): string[] => text.match(new RegExp(alternation(words), "gu")) ?? [];

describe("literal", () => {
  it("matches every mark as itself", () => {
    const marks = "\\^$.*+?()[]{}|/-,:\"'&%#@!~`<>=;_ ";
    expect(new RegExp(`^${literal(marks)}$`, "u").test(marks)).toBe(true);
  });

  it("means no other character", () => {
    expect(new RegExp(literal("+v"), "u").test("vv")).toBe(false);
    expect(new RegExp(literal("v.信"), "u").test("v*信")).toBe(false);
  });
});

describe("alternation", () => {
  it("prefers the longer word, in whatever order they are listed", () => {
    expect(find(["失信", "失信被执行人"], "列入失信被执行人")).toEqual(["失信被执行人"]);
    expect(find(["失信被执行人", "失信"], "失信人")).toEqual(["失信"]);
  });

  it("gives the same pattern for the same words", () => {
    expect(alternation(["上门", "催收", "外访"])).toBe(alternation(["外访", "上门", "催收"]));
  });

  it("of no words finds nothing, not even the empty string", () => {
    expect(find([], "上门催收")).toEqual([]);
  });

  it("may widen each word", () => {
    expect(
      "上 门".match(
        new RegExp(
          alternation(["上门"], (word) => [...word].join(" ?")),
          "u",
        ),
      )?.[0],
    ).toBe("上 门");
  });
});
