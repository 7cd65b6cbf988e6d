import { describe, expect, it } from "vitest";
import type { Finding } from "../findings/finding.js";
import type { Flag, Report } from "../types.js";
import { type Entry, toJson } from "./entry.js";

const TEXT = "转13912345678微信，卡6222021234567890";
const FLAG: Flag = {
  id: "scam",
  severity: "critical",
  confidence: 0.97,
  evidence: [
    { by: "rule", rule: "scam/mobile", start: 1, end: 14, text: "13912345678微信" },
    { by: "rule", rule: "scam/half", start: 5, end: 14, text: "345678微信" },
    { by: "bayes", band: "strong", terms: [{ term: "微信", weight: 2.1 }] },
    { by: "metadata", field: "sender", value: "13812345678" },
  ],
  guidance: [],
};
const REPORT: Report = { id: "短信:1", verdict: "scam", confidence: 0.95, flags: [FLAG], advice: [], sender: "13812345678" };
const ENTRY: Entry = { kind: "report", report: REPORT, text: TEXT };

describe("toJson", () => {
  it("gives the report as it is", () => {
    expect(JSON.parse(toJson(ENTRY, false))).toEqual(REPORT);
  });

  it("masks what is shown of the message and who sent it, wherever a number is cut", () => {
    const masked = JSON.parse(toJson(ENTRY, true)) as Report;
    expect(masked.sender).toBe("138****5678");
    expect(masked.flags[0]?.evidence).toEqual([
      { by: "rule", rule: "scam/mobile", start: 1, end: 14, text: "139****5678微信" },
      { by: "rule", rule: "scam/half", start: 5, end: 14, text: "***5678微信" },
      { by: "bayes", band: "strong", terms: [{ term: "微信", weight: 2.1 }] },
      { by: "metadata", field: "sender", value: "138****5678" },
    ]);
    expect({ ...masked, sender: "", flags: [] }).toEqual({ ...REPORT, sender: "", flags: [] });
  });

  it("has a fingerprint for each finding and, where another wording is offered, that", () => {
    const aFinding = (parts: Partial<Finding> = {}): Finding => ({
      fingerprint: "0123456789abcdef",
      flag: "scam",
      severity: "critical",
      rule: "scam/mobile",
      spans: [],
      ...parts,
    });
    const suggest = { zh: "【{company}】请在{app}还款，客服{hotline}。", en: "Point to the app." };
    const shown = (finding: Finding) => {
      const [flag] = JSON.parse(toJson({ ...ENTRY, findings: [finding] }, false)).flags;
      return [flag.fingerprint, flag.suggest, "suggest" in flag];
    };
    expect(shown(aFinding({ suggest }))).toEqual(["0123456789abcdef", suggest, true]);
    expect(shown(aFinding())).toEqual(["0123456789abcdef", undefined, false]);
  });

  it("keeps a business sender, and makes up none", () => {
    const from = (sender?: string): unknown => {
      const report = { ...REPORT, flags: [] };
      delete (report as { sender?: string }).sender;
      return JSON.parse(toJson({ kind: "report", report: sender ? { ...report, sender } : report, text: TEXT }, true)).sender;
    };
    expect(from("1069012345678901")).toBe("1069012345678901");
    expect(from("95188")).toBe("95188");
    expect(from()).toBeUndefined();
  });

  it("passes extra fields through where there are any", () => {
    const withExtra = (extra: Record<string, unknown>) => JSON.parse(toJson({ ...ENTRY, extra }, false));
    expect(withExtra({ thread: 7, 备注: "家里" })).toEqual({ ...REPORT, extra: { thread: 7, 备注: "家里" } });
    expect(withExtra({})).toEqual(REPORT);
  });

  it("puts an error in the place of a record", () => {
    const problem = { code: "no-text", message: 'the record has no "text"', where: "短信.jsonl:3:1", hint: "see the README" };
    expect(toJson({ kind: "error", id: "短信.jsonl:3", problem }, true)).toBe(
      '{"id":"短信.jsonl:3","error":{"code":"no-text","message":"the record has no \\"text\\"","where":"短信.jsonl:3:1"}}',
    );
  });

  it("stays on one line", () => {
    const entry: Entry = { kind: "report", report: { ...REPORT, id: "一\n二" }, text: TEXT, extra: { note: "三\r\n四" } };
    expect(toJson(entry, true)).not.toMatch(/[\r\n]/);
  });
});
