import { describe, expect, it } from "vitest";
import { table } from "./table.js";

describe("table", () => {
  it("aligns by what is seen: a Chinese character takes two columns", () => {
    const rows = [
      ["威胁", "1", "上门"],
      ["scam", "1,000", "诈骗"],
      ["é", "–", ""],
    ];
    expect(table(rows, ["l", "r", "l"])).toEqual(["威胁      1  上门", "scam  1,000  诈骗", "é         –"]);
  });

  it("leaves an empty row empty, and nothing of nothing", () => {
    expect(table([["a", "1"], [], ["bb", "22"]], ["l", "r"], " ")).toEqual(["a   1", "", "bb 22"]);
    expect(table([], ["l"])).toEqual([]);
  });
});
