import { describe, expect, it } from "vitest";
import type { Flag, FlagId, Report, Severity, TextFlagId, Verdict } from "../types.js";
import { countedFlags, type Judged, score, unmet } from "./score.js";

const aFlag = (id: FlagId, severity: Severity = "serious"): Flag => ({
  id,
  severity,
  confidence: 0.9,
  evidence: [],
  guidance: [],
});
const aReport = (verdict: Verdict, ...flags: readonly Flag[]): Report => ({
  id: "m",
  verdict,
  confidence: 0.9,
  flags,
  advice: [],
});
const judged = (verdict: Verdict, flags: readonly TextFlagId[], report: Report): Judged => ({
  expected: { verdict, flags },
  report,
});

/** Two threats seen of three, one seen where there is none; both visits seen; a scam missed. */
const SET: readonly Judged[] = [
  judged("improper", ["threat"], aReport("improper", aFlag("threat"))),
  judged("improper", ["threat", "visit-bluff"], aReport("improper", aFlag("threat"), aFlag("visit-bluff", "warning"))),
  judged("improper", ["threat"], aReport("questionable", aFlag("threat", "notice"))),
  judged("questionable", ["visit-bluff"], aReport("improper", aFlag("visit-bluff"), aFlag("threat", "warning"))),
  judged("scam", ["scam"], aReport("legitimate", aFlag("quiet-hours", "warning"))),
  judged("legitimate", [], aReport("legitimate", aFlag("unidentified", "notice"))),
  judged("unrelated", [], aReport("unrelated")),
];

describe("score", () => {
  const result = score(SET);

  it("counts flags from warning up", () => {
    expect(result.messages).toBe(7);
    expect(result.flags.threat).toEqual({
      truePositives: 2,
      falsePositives: 1,
      falseNegatives: 1,
      precision: 2 / 3,
      recall: 2 / 3,
      f1: 2 / 3,
    });
    expect(result.flags["visit-bluff"]).toEqual({
      truePositives: 2,
      falsePositives: 0,
      falseNegatives: 0,
      precision: 1,
      recall: 1,
      f1: 1,
    });
    expect(result.flags.scam).toEqual({ truePositives: 0, falsePositives: 0, falseNegatives: 1, precision: 1, recall: 0, f1: 0 });
    expect(result.flags["third-party"]).toEqual({
      truePositives: 0,
      falsePositives: 0,
      falseNegatives: 0,
      precision: 1,
      recall: 1,
      f1: 1,
    });
  });

  it("counts verdicts", () => {
    expect(result.verdicts.improper).toEqual({
      truePositives: 2,
      falsePositives: 1,
      falseNegatives: 1,
      precision: 2 / 3,
      recall: 2 / 3,
      f1: 2 / 3,
    });
    expect(result.verdicts.legitimate).toMatchObject({
      truePositives: 1,
      falsePositives: 1,
      falseNegatives: 0,
      precision: 0.5,
      recall: 1,
    });
    expect(result.verdicts.legitimate.f1).toBeCloseTo(2 / 3, 15);
    expect(result.verdicts.questionable).toMatchObject({
      truePositives: 0,
      falsePositives: 1,
      falseNegatives: 1,
      precision: 0,
      recall: 0,
      f1: 0,
    });
    expect(result.verdicts.unrelated).toMatchObject({ truePositives: 1, falsePositives: 0, falseNegatives: 0, f1: 1 });
    expect(result.verdictsExact).toBe(4 / 7);
  });

  it("counts what was flagged at all, by whichever text flag", () => {
    expect(result.flagged).toMatchObject({ truePositives: 3, falsePositives: 0, falseNegatives: 2, precision: 1, recall: 0.6 });
    expect(result.flagged.f1).toBeCloseTo(0.75, 15);
  });

  it("takes the mean over the flags that occur in the labels", () => {
    expect(result.macroF1).toBeCloseTo((2 / 3 + 1 + 0) / 3, 15);
    const clean = score([judged("legitimate", [], aReport("improper", aFlag("threat")))]);
    expect(clean.macroF1).toBe(1);
    expect(clean.flags.threat).toMatchObject({ falsePositives: 1, precision: 0, f1: 0 });
  });

  it("leaves out of a count what has no label for it", () => {
    const half: readonly Judged[] = [
      { expected: { verdict: "scam" }, report: aReport("scam", aFlag("scam")) },
      { expected: { flags: ["threat"] }, report: aReport("scam", aFlag("threat"), aFlag("scam")) },
    ];
    const { flags, verdicts, verdictsExact, messages } = score(half);
    expect(messages).toBe(2);
    expect(verdictsExact).toBe(1);
    expect(verdicts.scam).toMatchObject({ truePositives: 1, falsePositives: 0 });
    expect(flags.scam).toMatchObject({ truePositives: 0, falsePositives: 1 });
    expect(flags.threat).toMatchObject({ truePositives: 1, falsePositives: 0 });
  });

  it("finds nothing wrong with nothing", () => {
    const empty = score([]);
    expect(empty).toMatchObject({ messages: 0, macroF1: 1, verdictsExact: 1 });
    expect(empty.flagged).toEqual({ truePositives: 0, falsePositives: 0, falseNegatives: 0, precision: 1, recall: 1, f1: 1 });
  });
});

describe("countedFlags", () => {
  it("are text flags from warning up, each once, in a fixed order", () => {
    const flags = [
      aFlag("scam"),
      aFlag("quiet-hours"),
      aFlag("threat", "warning"),
      aFlag("third-party", "notice"),
      aFlag("scam", "warning"),
    ];
    expect(countedFlags(flags)).toEqual(["threat", "scam"]);
    expect(countedFlags([])).toEqual([]);
  });
});

describe("unmet", () => {
  it("names each difference in a line", () => {
    expect(
      unmet(judged("scam", ["scam", "threat"], aReport("improper", aFlag("threat"), aFlag("third-party", "warning")))),
    ).toEqual(["verdict improper, expected scam", "flag scam is missing", "flag third-party was not expected"]);
  });

  it("is silent where all is as expected, whatever notices and metadata flags there are", () => {
    const report = aReport("legitimate", aFlag("threat", "notice"), aFlag("quiet-hours", "serious"));
    expect(unmet(judged("legitimate", [], report))).toEqual([]);
  });

  it("asks only for what is labelled", () => {
    const report = aReport("improper", aFlag("threat"));
    expect(unmet({ expected: { verdict: "improper" }, report })).toEqual([]);
    expect(unmet({ expected: { flags: ["threat"] }, report })).toEqual([]);
    expect(unmet({ expected: { flags: [] }, report })).toEqual(["flag threat was not expected"]);
  });
});
