import { describe, expect, it } from "vitest";
import type { Flag, Report } from "../types.js";
import { createFinder } from "./finding.js";
import { type Accepted, createSift, NOTHING_ACCEPTED } from "./sift.js";

const TEXT = "再不还钱就去你家堵门，通知你单位";
const aFlag = (id: Flag["id"], severity: Flag["severity"], words: string): Flag => {
  const start = TEXT.indexOf(words);
  const evidence = [{ by: "rule", rule: `${id}/x`, start, end: start + words.length, text: words } as const];
  return { id, severity, confidence: 0.9, evidence, guidance: [] };
};
const REPORT: Report = {
  id: "m",
  verdict: "improper",
  confidence: 0.9,
  flags: [aFlag("threat", "serious", "堵门"), aFlag("third-party", "warning", "通知你单位")],
  advice: [],
};
const [threat, third] = createFinder(() => "serious")(REPORT, TEXT, "t").map(({ fingerprint }) => fingerprint) as [
  string,
  string,
];
const accepting = (fingerprint: string): Accepted => ({
  find: (finding) => (finding.fingerprint === fingerprint ? { fingerprint, reason: "法务确认", until: "2026-12-31" } : undefined),
  stale: () => [],
});
const sift = (accepted: Accepted, ...known: string[]) =>
  createSift(
    createFinder(() => "serious"),
    accepted,
    new Set(known),
  )(REPORT, TEXT, "t");

describe("the findings of a run", () => {
  it("all count where nothing is accepted or known", () => {
    const { report, findings, counting } = sift(NOTHING_ACCEPTED);
    expect(report).toBe(REPORT);
    expect(findings.map(({ flag, accepted }) => [flag, accepted])).toEqual([
      ["threat", undefined],
      ["third-party", undefined],
    ]);
    expect(counting).toBe("improper");
  });

  it("stay in the report when accepted, and do not count: the verdict of the others does", () => {
    const { report, findings, counting } = sift(accepting(threat));
    expect(report).toEqual(REPORT);
    expect(findings.map(({ accepted }) => accepted?.reason)).toEqual(["法务确认", undefined]);
    expect(counting).toBe("questionable");
  });

  it("known from an earlier run are taken away, with their flags", () => {
    const { report, findings, counting } = sift(NOTHING_ACCEPTED, threat);
    expect(report.flags.map(({ id }) => id)).toEqual(["third-party"]);
    expect(findings).toHaveLength(1);
    expect(counting).toBe("questionable");
  });

  it("leave a lawful reminder where none counts", () => {
    expect(sift(NOTHING_ACCEPTED, threat, third)).toMatchObject({
      report: { verdict: "improper", flags: [] },
      findings: [],
      counting: "legitimate",
    });
  });
});
