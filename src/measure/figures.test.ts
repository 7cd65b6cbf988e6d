import { describe, expect, it } from "vitest";
import { measure } from "./figures.js";
import { anOutcome, times } from "./outcome.testing.js";

describe("measure", () => {
  const figures = measure([
    ...times(6, () => anOutcome("improper", ["threat"])),
    ...times(2, () => anOutcome("improper", ["threat"], { verdict: "legitimate", flags: [] })),
    ...times(18, () => anOutcome("legitimate")),
    anOutcome("unrelated", [], { verdict: "scam", flags: ["scam"], confidence: 0.4 }),
    anOutcome("legitimate", [], { verdict: "questionable", flags: ["quiet-hours"] }),
    anOutcome("scam", ["scam"], { debatable: true }),
    anOutcome("scam", ["scam"], { debatable: true, verdict: "unrelated", flags: [] }),
  ]);

  it("counts debatable messages and leaves them out of everything else", () => {
    expect(figures.messages).toBe(28);
    expect(figures.debatable).toEqual({ messages: 2, asLabelled: 1 });
    expect(figures.flags.scam).toMatchObject({ truePositives: 0, falsePositives: 1, falseNegatives: 0 });
    expect(figures.confusion.scam.scam).toBe(0);
  });

  it("gives each figure its interval", () => {
    const { threat } = figures.flags;
    expect(threat.precision).toMatchObject({ count: 6, of: 6, value: 1, interval: { high: 1 } });
    expect(threat.recall).toMatchObject({ count: 6, of: 8, value: 0.75 });
    expect(threat.recall.interval?.low).toBeCloseTo(0.409, 3);
    expect(threat.f1.value).toBe(12 / 14);
    expect(threat.f1.interval?.low).toBeLessThan(12 / 14);
    expect(figures.macroF1).toEqual(threat.f1);
    expect(figures.verdictsExact).toMatchObject({ count: 24, of: 28, value: 24 / 28 });
    expect(figures.verdictsExact.interval?.high).toBeGreaterThan(24 / 28);
  });

  it("takes any flag from warning up on a harmless message for a false alarm", () => {
    expect(figures.falseAlarms).toMatchObject({ count: 2, of: 20, value: 0.1 });
  });

  it("holds the confidence of verdicts against their being right", () => {
    // 27 at 0.9, of which 24 right; one at 0.4, wrong.
    expect(figures.calibrationError).toBeCloseTo((0.3 + 0.4) / 28, 12);
  });

  it("has no figure where there is nothing to measure", () => {
    const { flags, flagged, falseAlarms, macroF1, calibrationError } = measure([]);
    expect(flags.threat.f1).toEqual({ value: null, interval: null });
    expect([flagged.precision.value, falseAlarms.value, macroF1.value, calibrationError]).toEqual([null, null, null, null]);
  });
});
