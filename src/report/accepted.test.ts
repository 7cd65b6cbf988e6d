import { describe, expect, it } from "vitest";
import { reportOn } from "./entry.js";
import { aCleanOne, anAcceptedOne, aView } from "./report.testing.js";
import { REPORTERS } from "./reporters.js";

/** What a team has accepted is no news to the tools it works with. */
describe("an accepted finding", () => {
  const report = (format: keyof typeof REPORTERS): string => reportOn(REPORTERS[format], [anAcceptedOne()], aView());

  it.each(["github", "gitlab", "checkstyle"] as const)("is left out of %s", (format) => {
    expect(report(format)).toBe(reportOn(REPORTERS[format], [aCleanOne()], aView()));
  });

  it("fails no test in JUnit and TAP", () => {
    expect(report("junit")).toContain('failures="0"');
    expect(report("tap")).toMatch(/^ok 1/m);
  });

  it("is a suppressed result in SARIF, with the reason", () => {
    const { runs } = JSON.parse(report("sarif")) as { runs: { results: { suppressions: unknown }[] }[] };
    expect(runs[0]?.results.map(({ suppressions }) => suppressions)).toEqual([
      [{ kind: "external", status: "accepted", justification: "法务已确认" }],
    ]);
  });

  it("stays in JSON, marked", () => {
    expect(JSON.parse(report("jsonl"))).toMatchObject({
      flags: [{ id: "threat", accepted: { reason: "法务已确认", until: "2026-12-31" } }],
    });
  });
});
