import { createFinder, type Finding } from "../findings/finding.js";
import type { Evidence, Flag, Report } from "../types.js";
import type { Judged, RuleWords, Unread, View } from "./entry.js";

/** For tests of reporters: a message with two flags, one without, a record that cannot be read. */

const RULES: Readonly<Record<string, RuleWords>> = {
  "threat/door": {
    title: "威胁堵门",
    why: "以堵门施压，属于骚扰",
    severity: "serious",
    guidance: ["《催收工作指引》第十条：不得骚扰、威胁。"],
  },
  "threat/soft": {
    title: "含糊的威胁",
    why: "暗示不利后果",
    severity: "warning",
    guidance: ["《催收工作指引》第九条：如实告知。"],
  },
};

export const aView = (parts: Partial<View> = {}): View => ({
  colour: false,
  width: 80,
  mask: true,
  language: "zh",
  ruleOf: (rule) => RULES[rule],
  version: "1.2.3",
  folder: "/srv/templates",
  bom: false,
  ...parts,
});

export const TEXT = "再不还钱就去你家堵门，限您3天内还清，电话13812345678。";

/** These words of the text, found by a rule. */
export function found(words: string, rule: string, text = TEXT): Evidence {
  const start = text.indexOf(words);
  return { by: "rule", rule, start, end: start + words.length, text: words };
}

export const aFlag = (parts: Partial<Flag> = {}): Flag => ({
  id: "threat",
  severity: "serious",
  confidence: 0.93,
  evidence: [found("限您3天内", "threat/soft"), found("去你家堵门", "threat/door")],
  guidance: [
    {
      id: "guide-10",
      title: "催收工作指引",
      article: "第十条",
      inForceFrom: "2026-03-01",
      says: "不得骚扰、威胁。",
      sourceConfidence: "verified",
    },
  ],
  ...parts,
});

export const QUIET_HOURS: Flag = aFlag({
  id: "quiet-hours",
  severity: "notice",
  evidence: [{ by: "metadata", field: "sentAt", value: "2026-03-01T22:30:00+08:00" }],
  guidance: [],
});

export interface Parts {
  readonly report?: Partial<Report>;
  readonly text?: string;
  readonly file?: string;
  readonly line?: number;
  /** Whether offsets can be told in the file: each stands at column 10 and on of the line. */
  readonly located?: boolean;
  readonly find?: ReturnType<typeof createFinder>;
}

export const aFinder = (): ReturnType<typeof createFinder> => createFinder((rule) => RULES[rule]?.severity);

/** A message at line 12 of `贷后/a.jsonl` with a threat in it. */
export function aMessage({ report, text = TEXT, file = "贷后/a.jsonl", line = 12, located = true, find }: Parts = {}): Judged {
  const judged: Report = {
    id: `${file}:${line}`,
    verdict: "improper",
    confidence: 0.97,
    flags: [aFlag()],
    advice: [{ id: "keep", text: "保存短信。" }],
    ...report,
  };
  return {
    kind: "report",
    report: judged,
    text,
    origin: { file, format: "jsonl", record: line, line },
    findings: (find ?? aFinder())(judged, text, file),
    ...(located ? { locate: (offset: number) => ({ line, column: 10 + offset }) } : {}),
  };
}

/** A message whose threat the team lives with. */
export function anAcceptedOne(): Judged {
  const message = aMessage();
  const [finding] = message.findings as [Finding];
  const accepted = { fingerprint: finding.fingerprint, reason: "法务已确认", until: "2026-12-31" };
  return { ...message, findings: [{ ...finding, accepted }] };
}

/** A message with nothing to say against it. */
export const aCleanOne = (parts: Parts = {}): Judged =>
  aMessage({
    text: "您的账单已逾期，请还款。",
    ...parts,
    report: { verdict: "legitimate", flags: [], advice: [], ...parts.report },
  });

export const UNREAD: Unread = {
  kind: "error",
  id: "贷后/a.jsonl:14",
  problem: {
    code: "no-text",
    message: 'the record has no "text"',
    where: "贷后/a.jsonl:14",
    hint: 'a record looks like {"text":"…"}',
  },
  origin: { file: "贷后/a.jsonl", format: "jsonl", record: 14, line: 14 },
};
