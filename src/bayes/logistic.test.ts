import { describe, expect, it } from "vitest";
import { fitLogistic } from "./logistic.js";

/** `positive` of `all` rows with these features are labelled. */
function counted(...groups: readonly (readonly [features: readonly number[], positive: number, all: number])[]) {
  const rows = groups.flatMap(([features, , all]) => Array.from({ length: all }, () => [1, ...features]));
  const labels = groups.flatMap(([, positive, all]) => Array.from({ length: all }, (_, i) => i < positive));
  return { rows, labels };
}

describe("fitLogistic", () => {
  it("finds the odds of two groups", () => {
    // Odds of 1:3 without the feature and 3:1 with it: they differ by a factor of nine.
    const { rows, labels } = counted([[0], 1, 4], [[1], 3, 4]);
    const [offset, slope] = fitLogistic(rows, labels, 0);
    expect(offset).toBeCloseTo(-Math.log(3), 4);
    expect(slope).toBeCloseTo(Math.log(9), 3);
  });

  it("is exact however large the feature is", () => {
    for (const size of [2, 30, 200]) {
      const { rows, labels } = counted([[0], 10, 40], [[size], 30, 40]);
      const [offset, slope] = fitLogistic(rows, labels, 0) as [number, number];
      expect(offset).toBeCloseTo(-Math.log(3), 2);
      expect(offset + slope * size).toBeCloseTo(Math.log(3), 1);
    }
  });

  it("tells the share of each of several features", () => {
    // Independent: log odds of -1 + 2 for the first, - 1 for the second, in tables of a million.
    const share = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
    const group = (a: number, b: number): [number[], number, number] => [
      [a, b],
      Math.round(share(-1 + 2 * a - b) * 2_000),
      2_000,
    ];
    const { rows, labels } = counted(group(0, 0), group(1, 0), group(0, 1), group(1, 1));
    const [offset, first, second] = fitLogistic(rows, labels, 0);
    expect(offset).toBeCloseTo(-1, 2);
    expect(first).toBeCloseTo(2, 2);
    expect(second).toBeCloseTo(-1, 2);
  });

  it("puts cleanly separated labels on their sides, with finite weights", () => {
    const { rows, labels } = counted([[-40], 0, 30], [[-2], 0, 10], [[3], 10, 10], [[55], 20, 20]);
    const weights = fitLogistic(rows, labels, 0.0001);
    expect(weights.every(Number.isFinite)).toBe(true);
    const sides = rows.map((row) => row.reduce((sum, value, i) => sum + value * (weights[i] as number), 0) > 0);
    expect(sides).toEqual(labels);
  });

  it("gets there where whole steps of Newton's overshoot", () => {
    const { rows, labels } = counted([[-43, 0], 1, 1], [[0, -1], 0, 30], [[-5, 7], 1, 2], [[46, 0], 1, 1], [[0, 307], 1, 1]);
    const weights = fitLogistic(rows, labels, 0);
    const errors = rows.map((row, r) => {
      const sum = row.reduce((total, value, i) => total + value * (weights[i] as number), 0);
      return 1 / (1 + Math.exp(-sum)) - (labels[r] ? 1 : 0);
    });
    // Best is where no feature goes with the errors.
    for (const i of [0, 1, 2]) {
      expect(
        Math.abs(errors.reduce((total, error, r) => total + (error * (rows[r]?.[i] as number)) / rows.length, 0)),
      ).toBeLessThan(1e-3);
    }
  });

  it("is soberer the higher the penalty, which the constant is spared", () => {
    const { rows, labels } = counted([[0], 1, 10], [[1], 9, 10]);
    const slopes = [0, 0.01, 0.1, 1].map((penalty) => fitLogistic(rows, labels, penalty)[1] as number);
    expect(slopes).toEqual([...slopes].sort((a, b) => b - a));
    expect(slopes.at(-1)).toBeLessThan(0.5);
    const lopsided = counted([[0], 9, 10], [[0], 9, 10]);
    expect(fitLogistic(lopsided.rows, lopsided.labels, 100)).toEqual([expect.closeTo(Math.log(9), 3), 0]);
  });

  it("stays finite where a label never occurs, or always, or a feature is another's double", () => {
    for (const positive of [0, 10]) {
      const { rows, labels } = counted([[1, 1], positive, 10], [[-2, -2], positive, 10]);
      const [offset, ...slopes] = fitLogistic(rows, labels, 0.01) as [number, number, number];
      expect(Math.abs(offset)).toBeGreaterThan(5);
      expect(Math.sign(offset)).toBe(positive === 0 ? -1 : 1);
      expect(Math.abs(offset)).toBeLessThan(20);
      expect(slopes.every((slope) => Math.abs(slope) < 1)).toBe(true);
    }
    const { rows, labels } = counted([[0, 0], 1, 4], [[1, 1], 3, 4]);
    const [, one, other] = fitLogistic(rows, labels, 0) as [number, number, number];
    expect(one).toBe(other);
    expect(one + other).toBeCloseTo(Math.log(9), 2);
  });

  it("has no weights to give without rows", () => {
    expect(fitLogistic([], [], 0.01)).toEqual([]);
  });
});
