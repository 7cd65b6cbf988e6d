import { describe, expect, it } from "vitest";
import { calibrationError, type Sureness } from "./calibration-error.js";

const answers = (confidence: number, right: number, wrong: number): Sureness[] => [
  ...Array.from({ length: right }, () => ({ confidence, right: true })),
  ...Array.from({ length: wrong }, () => ({ confidence, right: false })),
];

describe("calibrationError", () => {
  it("is nothing where confidences keep their word", () => {
    expect(calibrationError([...answers(0.9, 9, 1), ...answers(0.75, 3, 1), ...answers(1, 5, 0)])).toBeCloseTo(0, 12);
  });

  it("is how far they are off, too sure or too humble", () => {
    expect(calibrationError(answers(0.9, 5, 5))).toBeCloseTo(0.4, 12);
    expect(calibrationError(answers(0.6, 10, 0))).toBeCloseTo(0.4, 12);
  });

  it("weighs each bin by its size, and lets none make up for another", () => {
    // 30 messages 0.4 too sure, 10 messages 0.2 too humble.
    expect(calibrationError([...answers(0.9, 15, 15), ...answers(0.8, 10, 0)])).toBeCloseTo((30 * 0.4 + 10 * 0.2) / 40, 12);
  });

  it("takes what lies in one bin together", () => {
    expect(calibrationError([...answers(0.82, 1, 0), ...answers(0.88, 0, 1)])).toBeCloseTo(0.35, 12);
    expect(calibrationError([...answers(1, 0, 1), ...answers(0.95, 1, 0)])).toBeCloseTo(0.475, 12);
    expect(calibrationError(answers(0, 0, 4))).toBe(0);
  });

  it("is not told of nothing", () => {
    expect(calibrationError([])).toBeNull();
  });
});
