import { describe, expect, it } from "vitest";
import { type BayesModel, EMPTY_MODEL, perClass } from "./model.js";
import { FEWEST_TERMS, logistic, perLength, scoreBayes } from "./score.js";

/** A model of the class `threat` alone: 9 of 19 messages; each term with its messages in all and among the nine. */
function aModel(terms: Readonly<Record<string, readonly [number, number]>>): BayesModel {
  return {
    documents: 19,
    positives: perClass((name) => (name === "threat" ? 9 : 0)),
    terms: Object.fromEntries(Object.entries(terms).map(([term, [all, threats]]) => [term, [all, threats, 0, 0, 0, 0, 0]])),
    scale: perClass(() => ({ slope: 1, offset: 0 })),
  };
}

const threat = (model: BayesModel, features: readonly string[]) => scoreBayes(model, features).of.threat;

describe("scoreBayes", () => {
  // Smoothed: 打断 is in 8+0.2 of 9+1 threats and in 1+0.2 of 10+1 other messages.
  const model = aModel({ 打断: [9, 8], 还款: [10, 4], 账单: [9, 0], 家人: [6, 5] });

  it("multiplies the odds of the class by those of each term present", () => {
    const { rawLogOdds, probability } = threat(model, ["打断", "账单"]);
    const odds = (10 / 11) * (8.2 / 10 / (1.2 / 11)) * (0.2 / 10 / (9.2 / 11));
    expect(rawLogOdds).toBeCloseTo(Math.log(odds), 12);
    expect(probability).toBeCloseTo(logistic(Math.log(odds) / Math.SQRT2), 12);
  });

  it("passes over terms it does not know, its own methods' names too", () => {
    expect(threat(model, ["打断", "彩虹", "constructor", "toString"])).toEqual(threat(model, ["打断"]));
    expect(scoreBayes(model, ["打断", "彩虹", "constructor"]).known).toBe(1);
  });

  it("counts what is absent neither for nor against", () => {
    expect(threat(model, []).rawLogOdds).toBeCloseTo(Math.log(10 / 11), 12);
  });

  it("shows the terms that speak for the class, the loudest first, and no more than five", () => {
    expect(threat(model, ["账单", "家人", "还款", "打断"]).terms).toEqual([
      { term: "打断", weight: 2.02 },
      { term: "家人", weight: 1.56 },
    ]);
    const many = aModel({ 甲方: [6, 5], 乙方: [6, 5], 丙方: [6, 5], 丁方: [6, 6], 戊方: [6, 5], 己方: [6, 5] });
    expect(threat(many, ["戊方", "甲方", "乙方", "己方", "丙方", "丁方"]).terms.map(({ term }) => term)).toEqual([
      "丁方",
      "丙方",
      "乙方",
      "己方",
      "戊方",
    ]);
  });

  it("abstains below four known terms", () => {
    const features = ["打断", "还款", "账单", "家人"];
    expect(FEWEST_TERMS).toBe(4);
    expect(scoreBayes(model, features).abstains).toBe(false);
    expect(scoreBayes(model, [...features.slice(1), "彩虹"]).abstains).toBe(true);
  });

  it("takes a long message for no surer than a short one of the same kind", () => {
    const terms = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`词${i}`, [9, 7] as const]));
    const of = (count: number): number => threat(aModel(terms), Object.keys(terms).slice(0, count)).rawLogOdds;
    expect(of(100)).toBeGreaterThan(4 * of(20));
    expect(perLength(of(100), 100)).toBeLessThan(3 * perLength(of(20), 20));
  });

  it("calibrates with slope and offset", () => {
    const scaled: BayesModel = { ...model, scale: perClass(() => ({ slope: 0.5, offset: -1 })) };
    const raw = threat(model, ["打断"]).rawLogOdds;
    expect(threat(scaled, ["打断"]).rawLogOdds).toBe(raw);
    expect(threat(scaled, ["打断"]).probability).toBeCloseTo(logistic(0.5 * raw - 1), 12);
  });

  it.each([
    [0.7499, null],
    [0.7501, "slight"],
    [0.8999, "slight"],
    [0.9001, "likely"],
    [0.9699, "likely"],
    [0.9701, "strong"],
    [0.0299, null],
  ])("calls a probability of %d %s", (probability, band) => {
    const offset = Math.log(probability / (1 - probability));
    expect(threat({ ...EMPTY_MODEL, scale: perClass(() => ({ slope: 1, offset })) }, []).band).toBe(band);
  });

  it("stays a number for any length of message", () => {
    const terms = Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`词${i}`, [9, i % 3 === 0 ? 9 : 0] as const]));
    const { rawLogOdds, probability } = threat(aModel(terms), Object.keys(terms));
    expect(rawLogOdds).toBeLessThan(-1_000);
    expect(probability).toBeLessThan(1e-9);
  });
});

describe("logistic", () => {
  it("turns log odds into probabilities, at the ends too", () => {
    expect(logistic(0)).toBe(0.5);
    expect(logistic(Math.log(3))).toBeCloseTo(0.75, 15);
    expect(logistic(5_000)).toBe(1);
    expect(logistic(-5_000)).toBe(0);
  });
});
