import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RelevanceGrounds, relevanceLogOdds } from "./relevance.js";

/** Grounds that say nothing, but for those given. */
const grounds = (parts: Partial<RelevanceGrounds> = {}): RelevanceGrounds => ({
  bayes: null,
  collection: false,
  unrelated: false,
  silenced: false,
  ...parts,
});
const odds = (parts: Partial<RelevanceGrounds>): number => relevanceLogOdds(grounds(parts));

describe("relevanceLogOdds", () => {
  it.each<[number, string, Partial<RelevanceGrounds>]>([
    [-3, "nothing", {}],
    [1, "a debt asked for", { collection: true }],
    [-3, "a debt asked for in a text with another purpose", { collection: true, unrelated: true }],
    [-3, "a debt asked for in a text that informs", { collection: true, silenced: true }],
    [-7, "another purpose, both signals", { collection: true, unrelated: true, silenced: true }],
    [-7, "another purpose", { unrelated: true }],
    [-7, "a text that informs", { silenced: true }],
    [-3, "a model that does not know", { bayes: 0.5 }],
    [1, "a model that is sure", { bayes: 1 }],
    [-7, "a model that is sure of the opposite", { bayes: 0 }],
    [5, "a debt asked for, and a sure model", { bayes: 1, collection: true }],
    [1, "a sure model against another purpose", { bayes: 1, collection: true, unrelated: true }],
    [
      -3,
      "a sure model against a text that informs for another purpose",
      { bayes: 1, collection: true, unrelated: true, silenced: true },
    ],
  ])("are %d for %s", (expected, _, parts) => {
    expect(odds(parts)).toBe(expected);
  });

  it("add the model's own log odds, up to four either way", () => {
    expect(odds({ bayes: 0.9 })).toBeCloseTo(-3 + Math.log(9), 12);
    expect(odds({ bayes: 0.1 })).toBeCloseTo(-3 - Math.log(9), 12);
    expect(odds({ bayes: 0.99 })).toBe(1);
    expect(odds({ bayes: 0.01 })).toBe(-7);
  });

  it("take a text for a collection message by the model alone only when it is nearly sure", () => {
    expect(odds({ bayes: 0.95 })).toBeLessThan(0);
    expect(odds({ bayes: 0.96 })).toBeGreaterThan(0);
  });

  it("take a demand for none when the model is nearly three to one against it", () => {
    expect(odds({ bayes: 0.27, collection: true })).toBeGreaterThan(0);
    expect(odds({ bayes: 0.26, collection: true })).toBeLessThan(0);
  });

  const probability = fc.double({ min: 0, max: 1, noNaN: true });
  const anyGrounds = fc.record({
    bayes: fc.option(probability),
    collection: fc.boolean(),
    unrelated: fc.boolean(),
    silenced: fc.boolean(),
  });

  it("are always a number, and each ground pulls one way only", () => {
    fc.assert(
      fc.property(anyGrounds, probability, probability, (given, a, b) => {
        const value = relevanceLogOdds(given);
        expect(value).toBeGreaterThanOrEqual(-15);
        expect(value).toBeLessThanOrEqual(5);
        const toggled = (key: "collection" | "unrelated" | "silenced"): number =>
          relevanceLogOdds({ ...given, [key]: true }) - relevanceLogOdds({ ...given, [key]: false });
        expect(toggled("collection")).toBeCloseTo(4, 10);
        expect(toggled("unrelated")).toBeCloseTo(-4, 10);
        expect(toggled("silenced")).toBeCloseTo(-4, 10);
        expect(relevanceLogOdds({ ...given, bayes: Math.max(a, b) })).toBeGreaterThanOrEqual(
          relevanceLogOdds({ ...given, bayes: Math.min(a, b) }),
        );
      }),
      { seed: 675 },
    );
  });
});
