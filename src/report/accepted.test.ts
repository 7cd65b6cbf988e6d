import { describe, expect, it } from "vitest";
import { reportOn } from "./entry.js";
import { aCleanOne, anAcceptedOne, aView } from "./report.testing.js";
import { loadReporter, type ReportFormat } from "./reporters.js";

/** What a team has accepted is no news to the tools it works with. */
describe("an accepted finding", () => {
  const report = async (format: ReportFormat, entry = anAcceptedOne()): Promise<string> =>
    reportOn(await loadReporter(format), [entry], aView());

  it.each(["github", "gitlab", "checkstyle"] as const)("is left out of %s", async (format) => {
    expect(await report(format)).toBe(await report(format, aCleanOne()));
  });

  it("fails no test in JUnit and TAP", async () => {
    expect(await report("junit")).toContain('failures="0"');
    expect(await report("tap")).toMatch(/^ok 1/m);
  });

  it("is a suppressed result in SARIF, with the reason", async () => {
    const { runs } = JSON.parse(await report("sarif")) as { runs: { results: { suppressions: unknown }[] }[] };
    expect(runs[0]?.results.map(({ suppressions }) => suppressions)).toEqual([
      [{ kind: "external", status: "accepted", justification: "法务已确认" }],
    ]);
  });

  it("stays in JSON, marked", async () => {
    expect(JSON.parse(await report("jsonl"))).toMatchObject({
      flags: [{ id: "threat", accepted: { reason: "法务已确认", until: "2026-12-31" } }],
    });
  });
});
