import { describe, expect, it } from "vitest";
import { type Figures, measure } from "./figures.js";
import { anOutcome, times } from "./outcome.testing.js";
import { isGated, shortfalls } from "./thresholds.js";

/** F1 of threat 0.8, of scam 1, of flagged or not 6/7; one false alarm among 100. */
const figures: Figures = measure([
  ...times(2, () => anOutcome("improper", ["threat"])),
  anOutcome("scam", ["scam"]),
  ...times(99, () => anOutcome("legitimate")),
  anOutcome("unrelated", [], { verdict: "questionable", flags: ["threat"] }),
]);

describe("shortfalls", () => {
  it("are none without a gate, or where it holds to the very figure", () => {
    expect([isGated({}), isGated({ minF1: 0 }), isGated({ maxFalseAlarms: 0 })]).toEqual([false, true, true]);
    expect(shortfalls(figures, {})).toEqual([]);
    expect(shortfalls(figures, { minF1: 0.8, maxFalseAlarms: 100 })).toEqual([]);
  });

  it("name each flag of the labels that falls short, and flagged or not", () => {
    expect(shortfalls(figures, { minF1: 0.95 })).toEqual([
      "F1 of threat is 0.8, below 0.95",
      "F1 of flagged or not is 0.857, below 0.95",
    ]);
  });

  it("never read as if they were none", () => {
    // 6/7 is 0.85714…
    expect(shortfalls(figures, { minF1: 0.8572 })[1]).toBe("F1 of flagged or not is 0.857, below 0.8572");
    const third = measure([...times(2, () => anOutcome("legitimate")), anOutcome("legitimate", [], { flags: ["threat"] })]);
    expect(shortfalls(third, { maxFalseAlarms: 3333.3 })).toEqual(["3333.4 false alarms per 10,000 (1 of 3), more than 3333.3"]);
  });

  it("count the false alarms", () => {
    expect(shortfalls(figures, { maxFalseAlarms: 99.9 })).toEqual(["100 false alarms per 10,000 (1 of 100), more than 99.9"]);
  });

  it("do not let pass what cannot be measured", () => {
    expect(shortfalls(measure([]), { minF1: 0, maxFalseAlarms: 9999 })).toEqual([
      "F1 cannot be told: no message is labelled with flags",
      "false alarms cannot be told: no message is labelled unrelated or legitimate",
    ]);
    expect(shortfalls(measure([anOutcome("unrelated")]), { minF1: 1 })).toEqual([]);
  });
});
