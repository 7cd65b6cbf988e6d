import { describe, expect, it } from "vitest";
import { type Change, compareRuns } from "./compare.js";
import { anOutcome } from "./outcome.testing.js";

const ids = (changes: readonly Change[]): string[] => changes.map(({ id }) => id);
const met = (id: string) => anOutcome("improper", ["threat"], { id });
const missed = (id: string) => anOutcome("improper", ["threat"], { id, verdict: "legitimate", flags: [] });
const mistaken = (id: string) => anOutcome("improper", ["threat"], { id, verdict: "scam", flags: ["scam"] });

describe("compareRuns", () => {
  it("tells what became right, wrong, or otherwise different, and what is in one run only", () => {
    const before = [met("a"), missed("b"), missed("c"), met("d"), met("gone")];
    const after = [met("new"), met("d"), mistaken("c"), met("b"), missed("a")];
    const { becameRight, becameWrong, changedOtherwise, onlyBefore, onlyNow } = compareRuns(before, after);
    expect([ids(becameRight), ids(becameWrong), ids(changedOtherwise)]).toEqual([["b"], ["a"], ["c"]]);
    expect([onlyBefore, onlyNow]).toEqual([["gone"], ["new"]]);
    expect(becameRight[0]).toMatchObject({ before: { verdict: "legitimate" }, after: { verdict: "improper" } });
  });

  it("sees nothing where only the confidence moved", () => {
    const { becameRight, becameWrong, changedOtherwise } = compareRuns([met("a")], [{ ...met("a"), confidence: 0.2 }]);
    expect([becameRight, becameWrong, changedOtherwise]).toEqual([[], [], []]);
  });

  it("judges each run by its own labels, and debatable messages not at all", () => {
    const relabelled = anOutcome("scam", ["scam"], { id: "a", verdict: "improper", flags: ["threat"] });
    expect(ids(compareRuns([met("a")], [relabelled]).becameWrong)).toEqual(["a"]);
    const { becameWrong, changedOtherwise } = compareRuns([met("a")], [{ ...missed("a"), debatable: true }]);
    expect([ids(becameWrong), ids(changedOtherwise)]).toEqual([[], ["a"]]);
  });

  it("keeps messages with the same id apart", () => {
    const { becameWrong, onlyBefore } = compareRuns([met("a"), met("a"), met("a")], [met("a"), missed("a")]);
    expect([ids(becameWrong), onlyBefore]).toEqual([["a (2)"], ["a (3)"]]);
  });
});
