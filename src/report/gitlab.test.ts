import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Entry, reportOn } from "./entry.js";
import { gitlab } from "./gitlab.js";
import { aCleanOne, aFinder, aFlag, aMessage, aView, QUIET_HOURS, UNREAD } from "./report.testing.js";

/** The fields GitLab requires: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
const REPORT = z.array(
  z.strictObject({
    description: z.string().min(1),
    check_name: z.string().min(1),
    fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
    severity: z.enum(["info", "minor", "major", "critical", "blocker"]),
    location: z.strictObject({
      path: z.string().regex(/^(?!\.?\/)/, "must be relative to the repository, without ./"),
      lines: z.strictObject({ begin: z.int().min(1) }),
    }),
  }),
);

const whole = (...entries: readonly Entry[]): z.infer<typeof REPORT> =>
  REPORT.parse(JSON.parse(reportOn(gitlab, entries, aView())));

describe("gitlab", () => {
  it("is an empty array for an empty run, and for clean messages", () => {
    expect(reportOn(gitlab, [], aView())).toBe("[\n]\n");
    expect(whole(aCleanOne())).toEqual([]);
  });

  it("has an object for each finding and each unreadable record", () => {
    const find = aFinder();
    const flags = [aFlag({ severity: "critical" }), aFlag({ id: "scam", severity: "warning" }), QUIET_HOURS];
    expect(
      whole(
        aMessage({ file: "./贷后/a.jsonl", report: { flags }, find }),
        aMessage({ file: "./贷后/a.jsonl", line: 13, find }),
        UNREAD,
      ),
    ).toMatchInlineSnapshot(`
      [
        {
          "check_name": "threat/door",
          "description": "威胁堵门：以堵门施压，属于骚扰。依据：《催收工作指引》第十条。",
          "fingerprint": "b7bae8cc5f444a5d",
          "location": {
            "lines": {
              "begin": 12,
            },
            "path": "贷后/a.jsonl",
          },
          "severity": "critical",
        },
        {
          "check_name": "threat/door",
          "description": "威胁堵门：以堵门施压，属于骚扰。依据：《催收工作指引》第十条。",
          "fingerprint": "19a8427289ac230b",
          "location": {
            "lines": {
              "begin": 12,
            },
            "path": "贷后/a.jsonl",
          },
          "severity": "minor",
        },
        {
          "check_name": "metadata/quiet-hours",
          "description": "夜间催收：依据正文以外的信息，如发送时间和发送方。",
          "fingerprint": "eae93d80cf4b2e50",
          "location": {
            "lines": {
              "begin": 12,
            },
            "path": "贷后/a.jsonl",
          },
          "severity": "info",
        },
        {
          "check_name": "threat/door",
          "description": "威胁堵门：以堵门施压，属于骚扰。依据：《催收工作指引》第十条。",
          "fingerprint": "d65480f397022064",
          "location": {
            "lines": {
              "begin": 13,
            },
            "path": "贷后/a.jsonl",
          },
          "severity": "major",
        },
        {
          "check_name": "unreadable/no-text",
          "description": "the record has no "text"",
          "fingerprint": "edae4b7973d51148",
          "location": {
            "lines": {
              "begin": 14,
            },
            "path": "贷后/a.jsonl",
          },
          "severity": "major",
        },
      ]
    `);
  });

  it("has one fingerprint a place: equal words in one file, in two files, and unreadable records side by side", () => {
    const find = aFinder();
    const next = { ...UNREAD, id: "贷后/a.jsonl:15", origin: { file: "贷后/a.jsonl", format: "jsonl", record: 15, line: 15 } };
    const issues = whole(aMessage({ find }), aMessage({ find, line: 13 }), aMessage({ find, file: "b.jsonl" }), UNREAD, next);
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(5);
  });

  it("keeps a fingerprint when the message moves in its file", () => {
    expect(whole(aMessage({ line: 90 }))[0]?.fingerprint).toBe(whole(aMessage())[0]?.fingerprint);
  });

  it("has no word of a message", () => expect(JSON.stringify(whole(aMessage()))).not.toMatch(/去你家|3天内|138/));
});
