import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FLAGS, type FlagId, rank, SEVERITIES, type Severity, type Verdict } from "../types.js";
import { decide, type WeighedFlag } from "./decide.js";

/** A flag that a rule raised. */
const aFlag = (id: FlagId, severity: Severity): WeighedFlag => ({ id, severity, bayesOnly: false });
/** One that the model alone raised: never above `warning`. */
const aGuess = (id: FlagId): WeighedFlag => ({ id, severity: "warning", bayesOnly: true });

describe("decide", () => {
  it.each<[Verdict, string, readonly WeighedFlag[]]>([
    ["scam", "a scam pattern", [aFlag("scam", "warning")]],
    ["scam", "a critical scam", [aFlag("scam", "critical")]],
    [
      "scam",
      "a scam among worse things",
      [aFlag("threat", "critical"), aFlag("scam", "warning"), aFlag("third-party", "serious")],
    ],
    ["scam", "a scam the model alone sees", [aGuess("scam")]],
    ["improper", "one serious flag", [aFlag("third-party", "serious")]],
    ["improper", "one critical flag", [aFlag("threat", "critical")]],
    ["improper", "a serious flag beside a mere hint of a scam", [aFlag("scam", "notice"), aFlag("false-legal", "serious")]],
    ["improper", "two different warnings", [aFlag("visit-bluff", "warning"), aFlag("false-legal", "warning")]],
    ["improper", "a warning and a night hour", [aFlag("threat", "warning"), aFlag("quiet-hours", "warning")]],
    ["improper", "a warning of a rule and one of the model", [aFlag("visit-bluff", "warning"), aGuess("threat")]],
    ["questionable", "one warning", [aFlag("visit-bluff", "warning")]],
    ["questionable", "one warning twice", [aFlag("visit-bluff", "warning"), aFlag("visit-bluff", "warning")]],
    ["questionable", "one warning and a notice", [aFlag("false-legal", "warning"), aFlag("unidentified", "notice")]],
    ["questionable", "a guess of the model", [aGuess("threat")]],
    ["questionable", "two guesses of the model", [aGuess("threat"), aGuess("visit-bluff")]],
    ["questionable", "every guess of the model but a scam", [aGuess("threat"), aGuess("visit-bluff"), aGuess("false-legal")]],
    ["legitimate", "a notice", [aFlag("unidentified", "notice")]],
    ["legitimate", "several notices", [aFlag("unidentified", "notice"), aFlag("third-party", "notice"), aFlag("scam", "notice")]],
    ["legitimate", "no flag", []],
  ])("calls a collection message %s for %s", (verdict, _, flags) => {
    expect(decide(flags, true)).toBe(verdict);
    expect(decide([...flags].reverse(), true)).toBe(verdict);
  });

  it("calls a message unrelated that collects nothing and shows nothing above a notice", () => {
    expect(decide([], false)).toBe("unrelated");
    expect(decide([aFlag("unidentified", "notice")], false)).toBe("unrelated");
    expect(decide([aFlag("scam", "warning")], false)).toBe("scam");
    expect(decide([aFlag("threat", "serious")], false)).toBe("improper");
  });

  const anyFlag = fc.record({
    id: fc.constantFrom(...FLAGS),
    severity: fc.constantFrom(...SEVERITIES),
    bayesOnly: fc.boolean(),
  });
  const MILDEST_FIRST: readonly Verdict[] = ["legitimate", "questionable", "improper", "scam"];

  it("never gets milder by a further flag", () => {
    fc.assert(
      fc.property(fc.array(anyFlag, { maxLength: 6 }), anyFlag, fc.nat(6), (flags, further, position) => {
        const more = flags.toSpliced(position, 0, further);
        expect(MILDEST_FIRST.indexOf(decide(more, true))).toBeGreaterThanOrEqual(MILDEST_FIRST.indexOf(decide(flags, true)));
      }),
      { numRuns: 5_000, seed: 45_251 },
    );
  });

  it("never gets milder by a graver flag, and asks for no order", () => {
    fc.assert(
      fc.property(
        fc.array(anyFlag, { minLength: 1, maxLength: 6 }),
        fc.nat(5),
        fc.constantFrom(...SEVERITIES),
        (flags, at, severity) => {
          const position = at % flags.length;
          const flag = flags[position] as WeighedFlag;
          fc.pre(rank(severity) >= rank(flag.severity));
          const graver = flags.with(position, { ...flag, severity });
          expect(MILDEST_FIRST.indexOf(decide(graver, true))).toBeGreaterThanOrEqual(MILDEST_FIRST.indexOf(decide(flags, true)));
          expect(decide([...flags].reverse(), true)).toBe(decide(flags, true));
        },
      ),
      { numRuns: 5_000, seed: 2_026 },
    );
  });
});
