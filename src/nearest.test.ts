import { describe, expect, it } from "vitest";
import { nearest } from "./nearest.js";

const RULES = ["threat/curse", "threat/child-at-school", "visit-bluff/crew-on-its-way", "scam/private-account"];

describe("nearest", () => {
  it.each([
    ["threat/curse", "threat/curse"],
    ["threat/cruse", "threat/curse"],
    ["visit-bluff/crew-on-the-way", "visit-bluff/crew-on-its-way"],
    ["scam/account", "scam/private-account"],
    ["threat/children-at-schools", "threat/child-at-school"],
  ])("takes %s for %s", (typed, meant) => {
    expect(nearest(typed, RULES)).toBe(meant);
  });

  it("counts insertions, deletions and exchanges alike", () => {
    expect(nearest("上门", ["上门收", "门", "上访", "催收"])).toBe("上门收");
    expect(nearest("上门", ["催收", "门"])).toBe("门");
    expect(nearest("上门", ["催收", "上访"])).toBe("上访");
  });

  it("keeps the first of equals", () => {
    expect(nearest("scan", ["scam", "scar"])).toBe("scam");
    expect(nearest("scan", ["scar", "scam"])).toBe("scar");
  });

  it("has nothing to offer where there is nothing", () => {
    expect(nearest("threat", [])).toBe("");
  });
});
