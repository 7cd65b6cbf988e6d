import fc from "fast-check";
import { type FinalResults, Parser } from "tap-parser";
import { describe, expect, it } from "vitest";
import { type Entry, reportOn } from "./entry.js";
import { aCleanOne, aFlag, aMessage, aView, QUIET_HOURS, UNREAD } from "./report.testing.js";
import { tap } from "./tap.js";

const whole = (entries: readonly Entry[]): string => reportOn(tap, entries, aView());

interface Test {
  readonly ok: boolean;
  readonly name: string;
  readonly diag?: unknown;
}

/** What node-tap's own parser reads, in its strict mode. */
function parsed(report: string): { results: FinalResults; tests: Test[]; stray: string[] } {
  const tests: Test[] = [];
  const stray: string[] = [];
  let results: FinalResults | undefined;
  const parser = new Parser({ strict: true }, (final) => {
    results = final;
  });
  parser.on("assert", ({ ok, name, diag }: Test) => tests.push({ ok, name, ...(diag ? { diag } : {}) }));
  parser.on("extra", (line: string) => stray.push(line));
  parser.end(report);
  return { results: results as FinalResults, tests, stray };
}

describe("tap", () => {
  it("of an empty run has a plan of none", () => {
    expect(whole([])).toBe("TAP version 14\n1..0\n");
    expect(parsed(whole([])).results).toMatchObject({ ok: true, count: 0 });
  });

  it("has a test for each message; a finding from warning up or an unreadable record fails it", () => {
    const late = aMessage({ line: 15, report: { verdict: "legitimate", flags: [QUIET_HOURS] } });
    const report = whole([aMessage(), aCleanOne({ line: 13 }), UNREAD, late]);
    expect(report).toMatchInlineSnapshot(`
      "TAP version 14
      not ok 1 - 贷后/a.jsonl:12
        ---
        verdict: improper
        findings:
          - rule: "threat/door"
            severity: serious
            message: "威胁堵门：以堵门施压，属于骚扰。依据：《催收工作指引》第十条。"
            at: {"file":"贷后/a.jsonl","line":12,"column":15}
        ...
      ok 2 - 贷后/a.jsonl:13
      not ok 3 - 贷后/a.jsonl:14
        ---
        error: "no-text"
        message: "the record has no \\"text\\""
        at: {"file":"贷后/a.jsonl","line":14}
        ...
      ok 4 - 贷后/a.jsonl:15
        ---
        verdict: legitimate
        findings:
          - rule: "metadata/quiet-hours"
            severity: notice
            message: "夜间催收：依据正文以外的信息，如发送时间和发送方。"
            at: {"file":"贷后/a.jsonl","line":15}
        ...
      1..4
      "
    `);
    const { results, tests, stray } = parsed(report);
    expect([results.count, results.pass, results.fail, results.failures.length, stray]).toEqual([4, 2, 2, 2, []]);
    expect(tests.map(({ ok, name }) => [ok, name])).toEqual([
      [false, "贷后/a.jsonl:12"],
      [true, "贷后/a.jsonl:13"],
      [false, "贷后/a.jsonl:14"],
      [true, "贷后/a.jsonl:15"],
    ]);
    expect(tests[0]?.diag).toEqual({
      verdict: "improper",
      findings: [
        {
          rule: "threat/door",
          severity: "serious",
          message: "威胁堵门：以堵门施压，属于骚扰。依据：《催收工作指引》第十条。",
          at: { file: "贷后/a.jsonl", line: 12, column: 15 },
        },
      ],
    });
  });

  it("has as many tests as there are entries, whatever ids, files and errors say", () => {
    const nasty = fc.string({
      unit: fc.constantFrom(
        "#",
        "\\",
        " # SKIP",
        " # TODO",
        "\n",
        "\r",
        "ok 1",
        "not ok",
        "1..9",
        "Bail out!",
        "  ---",
        "  ...",
        "{",
        "}",
        " ",
        "催",
        ":",
        '"',
      ),
      minLength: 1,
    });
    fc.assert(
      fc.property(nasty, nasty, (id, message) => {
        const unread = { ...UNREAD, id, problem: { ...UNREAD.problem, message } };
        const { results, tests, stray } = parsed(
          whole([aMessage({ report: { id }, file: message }), aCleanOne({ report: { id } }), unread]),
        );
        expect(tests.map(({ ok }) => ok)).toEqual([false, true, false]);
        expect([results.count, results.todo, results.skip, results.bailout, stray]).toEqual([3, 0, 0, false, []]);
      }),
    );
  });

  it("has no word of a message", () => {
    expect(whole([aMessage({ report: { flags: [aFlag(), QUIET_HOURS] } })])).not.toMatch(/去你家|3天内|138/);
  });
});
