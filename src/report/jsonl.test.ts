import { describe, expect, it } from "vitest";
import { type Entry, reportOn } from "./entry.js";
import { jsonl } from "./jsonl.js";
import { aView } from "./report.testing.js";

const VIEW = aView();
const aReport = (id: string): Entry => ({
  kind: "report",
  report: {
    id,
    verdict: "legitimate",
    confidence: 0.98,
    flags: [],
    advice: [],
    sentAt: "2026-02-03T10:00:00+08:00",
    lender: "sanhe",
  },
  text: "您的账单已逾期，请还款。",
});
const AN_ERROR: Entry = { kind: "error", id: "b", problem: { code: "not-json", message: "not JSON", where: "in.jsonl:2:1" } };

const whole = (entries: readonly Entry[]): string => reportOn(jsonl, entries, VIEW);

describe("jsonl", () => {
  it("is empty for an empty run", () => {
    expect(whole([])).toBe("");
  });

  it("is one object a line, in order, errors in their place", () => {
    expect(whole([aReport("a"), AN_ERROR, aReport("c")])).toBe(
      [
        '{"id":"a","verdict":"legitimate","confidence":0.98,"flags":[],"advice":[],"sentAt":"2026-02-03T10:00:00+08:00","lender":"sanhe"}',
        '{"id":"b","error":{"code":"not-json","message":"not JSON","where":"in.jsonl:2:1"}}',
        '{"id":"c","verdict":"legitimate","confidence":0.98,"flags":[],"advice":[],"sentAt":"2026-02-03T10:00:00+08:00","lender":"sanhe"}',
        "",
      ].join("\n"),
    );
  });

  it("masks as the view says", () => {
    const entry: Entry = {
      kind: "report",
      report: { id: "a", verdict: "unrelated", confidence: 0.9, flags: [], advice: [], sender: "13912345678" },
      text: "一切都好",
    };
    expect(reportOn(jsonl, [entry], VIEW)).toContain('"sender":"139****5678"');
    expect(reportOn(jsonl, [entry], { ...VIEW, mask: false })).toContain('"sender":"13912345678"');
  });
});
