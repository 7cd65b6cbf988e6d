import { describe, expect, it } from "vitest";
import { bootstrapF1 } from "./bootstrap.js";
import { anOutcome, times } from "./outcome.testing.js";

const hit = () => anOutcome("improper", ["threat"]);
const miss = () => anOutcome("improper", ["threat"], { verdict: "legitimate", flags: [] });
const alarm = () => anOutcome("legitimate", [], { verdict: "improper", flags: ["threat"] });

describe("bootstrapF1", () => {
  const set = [...times(80, hit), ...times(10, miss), ...times(10, alarm)];

  it("lays an interval around the F1 that was measured", () => {
    const { flags, flagged, macroF1, verdicts } = bootstrapF1(set);
    // F1 is 160/180; its standard error is about 0.024.
    expect(flags.threat?.low).toBeGreaterThan(0.82);
    expect(flags.threat?.low).toBeLessThan(0.86);
    expect(flags.threat?.high).toBeGreaterThan(0.92);
    expect(flags.threat?.high).toBeLessThan(0.95);
    expect(flagged).toEqual(flags.threat);
    expect(macroF1).toEqual(flags.threat);
    expect(verdicts.improper).toEqual(flags.threat);
  });

  it("is the same in each run, and in whichever order the messages come", () => {
    expect(bootstrapF1([...set].reverse())).toEqual(bootstrapF1(set));
  });

  it("is narrower with more messages", () => {
    const width = (messages: typeof set): number => {
      const { macroF1 } = bootstrapF1(messages);
      return (macroF1?.high ?? 9) - (macroF1?.low ?? 0);
    };
    expect(width(Array.from({ length: 10 }, () => set).flat())).toBeLessThan(width(set) / 2);
  });

  it("has no interval for what was neither there nor said", () => {
    const { flags, verdicts, macroF1 } = bootstrapF1([anOutcome("unrelated")]);
    expect([flags.scam, verdicts.scam, macroF1]).toEqual([null, null, null]);
    expect(verdicts.unrelated).toEqual({ low: 1, high: 1 });
    expect(bootstrapF1([]).flagged).toBeNull();
  });

  it("takes less than a second for 5,000 messages", () => {
    const many = Array.from({ length: 50 }, () => set).flat();
    const before = performance.now();
    bootstrapF1(many);
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
