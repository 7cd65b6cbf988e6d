import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SEVERITIES, VERDICTS } from "../types.js";
import { EMPTY_CALIBRATION, flagConfidence, flagFeatures, verdictConfidence, verdictFeatures } from "./confidence.js";

const even = (weights: Partial<typeof EMPTY_CALIBRATION>): typeof EMPTY_CALIBRATION => ({ ...EMPTY_CALIBRATION, ...weights });

describe("flagFeatures", () => {
  it("tell how grave a flag is, how many rules raised it, and what the model thinks", () => {
    expect(flagFeatures({ severity: "serious", rules: 2, bayes: 0.5 })).toEqual([1, 1, 0, 2, 0]);
    expect(flagFeatures({ severity: "warning", rules: 0, bayes: 0.75 })).toEqual([1, 0, 1, 0, Math.log(3)]);
    expect(flagFeatures({ severity: "critical", rules: 1, bayes: null })).toEqual([1, 1, 0, 1, 0]);
  });

  it("count no more than three rules, and no surer model than four log odds", () => {
    expect(flagFeatures({ severity: "notice", rules: 9, bayes: 1 })).toEqual([1, 0, 0, 3, 4]);
    expect(flagFeatures({ severity: "notice", rules: 1, bayes: 0 })).toEqual([1, 0, 0, 1, -4]);
  });
});

describe("verdictFeatures", () => {
  it("say which verdict it is, and what speaks for it", () => {
    expect(verdictFeatures({ verdict: "improper", flag: 0.75, collection: 3, missed: 0.5 })).toEqual([
      1,
      0,
      0,
      0,
      1,
      0,
      Math.log(3),
      0,
      0,
      0,
    ]);
  });

  it("ask whether it is a collection message only where that decides", () => {
    const of = (verdict: (typeof VERDICTS)[number]) =>
      verdictFeatures({ verdict, flag: 0, collection: 9, missed: 0.5 }).slice(6, 9);
    expect(of("legitimate")).toEqual([0, 4, 0]);
    expect(of("unrelated")).toEqual([0, 0, -4]);
    expect(of("scam")).toEqual([0, 0, 0]);
  });
});

describe("confidence", () => {
  it("is 0.9 before any calibration", () => {
    expect(flagConfidence(EMPTY_CALIBRATION, { severity: "warning", rules: 1, bayes: null })).toBe(0.9);
    expect(verdictConfidence(EMPTY_CALIBRATION, { verdict: "scam", flag: 0.9, collection: 0, missed: 0.1 })).toBe(0.9);
  });

  it("is the logistic of the weighed features, to two decimals", () => {
    const weighed = even({ flag: [0.1, 1, -1, 0.5, 0.25] });
    // 0.1 + 1 + 2 × 0.5 + 0.25 ln 3 = 2.3747 → 0.9149
    expect(flagConfidence(weighed, { severity: "serious", rules: 2, bayes: 0.75 })).toBe(0.91);
    // 0.1 - 1 = -0.9 → 0.2891
    expect(flagConfidence(weighed, { severity: "warning", rules: 0, bayes: null })).toBe(0.29);
  });

  it("is never certain, and always a number with two decimals", () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    const weights = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { maxLength: 12 });
    fc.assert(
      fc.property(
        weights,
        fc.record({
          severity: fc.constantFrom(...SEVERITIES),
          rules: fc.nat(9),
          bayes: fc.option(probability),
          verdict: fc.constantFrom(...VERDICTS),
          flag: probability,
          collection: fc.double({ noNaN: true }),
          missed: probability,
        }),
        (given, grounds) => {
          const calibration = even({ flag: given, verdict: given });
          for (const value of [flagConfidence(calibration, grounds), verdictConfidence(calibration, grounds)]) {
            expect(value).toBeGreaterThanOrEqual(0.01);
            expect(value).toBeLessThanOrEqual(0.99);
            expect(Math.round(value * 100) / 100).toBe(value);
          }
        },
      ),
      { numRuns: 1_000, seed: 9 },
    );
  });
});
