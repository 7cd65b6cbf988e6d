import { expect, it } from "vitest";
import { confusion } from "./confusion.js";
import { anOutcome, times } from "./outcome.testing.js";

it("sets labelled against given verdicts, and leaves out what has no label", () => {
  const matrix = confusion([
    ...times(3, () => anOutcome("scam")),
    anOutcome("scam", [], { verdict: "improper" }),
    anOutcome("unrelated", [], { verdict: "legitimate" }),
    { expected: { flags: ["threat"] }, verdict: "improper", flags: ["threat"] },
  ]);
  expect(matrix.scam).toEqual({ unrelated: 0, legitimate: 0, questionable: 0, improper: 1, scam: 3 });
  expect(matrix.unrelated.legitimate).toBe(1);
  expect(
    Object.values(matrix)
      .flatMap((row) => Object.values(row))
      .reduce((sum, count) => sum + count),
  ).toBe(5);
});
