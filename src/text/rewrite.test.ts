import { describe, expect, it } from "vitest";
import type { MappedText } from "./fold.js";
import { rewrite } from "./rewrite.js";

const plain = (text: string): MappedText => ({ text, from: null, to: null });
/** Text and, for each of its units, what it stands for: "上门@1-4". */
const units = ({ text, from, to }: MappedText): string[] => {
  const all: string[] = [];
  for (let start = 0, end = 0; start < text.length; start = end) {
    for (end = start + 1; end < text.length && from?.[end] === from?.[start]; ) end++;
    all.push(`${text.slice(start, end)}@${from?.[start]}-${to?.[start]}`);
  }
  return all;
};

describe("rewrite", () => {
  it("gives the very same text back where there is nothing to do", () => {
    const mapped = plain("已逾期");
    expect(rewrite(mapped, [])).toBe(mapped);
  });

  it("makes what it puts in one unit that stands for all it replaced", () => {
    const mapped = rewrite(plain("请上 门看"), [{ start: 1, end: 4, with: "上门" }]);
    expect(mapped.text).toBe("请上门看");
    expect(units(mapped)).toEqual(["请@0-1", "上门@1-4", "看@4-5"]);
  });

  it("makes a unit of a piece that is replaced by itself", () => {
    expect(units(rewrite(plain("剩余期数"), [{ start: 0, end: 3, with: "剩余期" }]))).toEqual(["剩余期@0-3", "数@3-4"]);
  });

  it("leaves no unit for what it takes out", () => {
    expect(units(rewrite(plain("联(lian)网"), [{ start: 1, end: 7, with: "" }]))).toEqual(["联@0-1", "网@7-8"]);
  });

  it("carries on the map of an earlier rewrite", () => {
    const first = rewrite(plain("加v 信abc"), [{ start: 1, end: 4, with: "v信" }]);
    const second = rewrite(first, [{ start: 0, end: 3, with: "加微信" }]);
    expect(second.text).toBe("加微信abc");
    expect(units(second)).toEqual(["加微信@0-4", "a@4-5", "b@5-6", "c@6-7"]);
  });

  it("grows one unit from two that overlap at either end", () => {
    const first = rewrite(plain("甲乙 丙丁"), [{ start: 1, end: 4, with: "乙丙" }]);
    expect(units(rewrite(first, [{ start: 2, end: 4, with: "并" }]))).toEqual(["甲@0-1", "乙并@1-5"]);
    expect(units(rewrite(first, [{ start: 0, end: 2, with: "佳" }]))).toEqual(["佳丙@0-4", "丁@4-5"]);
  });
});
