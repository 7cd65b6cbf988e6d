import type { Problem } from "../errors.js";
import type { Finding } from "../findings/finding.js";
import type { Locate } from "../inbox/draft.js";
import type { Origin } from "../inbox/record.js";
import type { Evidence, Language, Report, Severity } from "../types.js";
import { maskNumbers } from "./mask.js";

/** One line of a run: a judged message with its text, or a record that could not be read. */
export type Entry =
  | {
      readonly kind: "report";
      readonly report: Report;
      readonly text: string;
      /** Where the message was found. */
      readonly origin?: Origin;
      /** Where an offset into the text stands in its file; absent where the format has no lines. */
      readonly locate?: Locate;
      /** One for each flag, in the same order. */
      readonly findings?: readonly Finding[];
      readonly extra?: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: "error"; readonly id: string; readonly problem: Problem; readonly origin?: Origin };
/** A message that could be read, and what was found in it. */
export type Judged = Extract<Entry, { kind: "report" }>;
/** A record that could not be read. */
export type Unread = Extract<Entry, { kind: "error" }>;

/** How a report is to look. */
export interface View {
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
  readonly mask: boolean;
  readonly language: Language;
  /** Undefined for what is no rule. */
  readonly ruleOf: (id: string) => RuleWords | undefined;
  /** Of this program: other tools ask who speaks. */
  readonly version: string;
  /** Absolute path of the directory to which the paths in a report for other tools are relative. */
  readonly folder: string;
  /** Whether a CSV begins with a byte order mark. */
  readonly bom: boolean;
}

/** A rule as its readers know it. */
export interface RuleWords {
  readonly title: string;
  /** Why it flags what it flags, in one sentence. */
  readonly why: string;
  readonly severity: Severity;
  /** What it rests on, one sentence each: name, article and what it says. */
  readonly guidance: readonly string[];
}

/** Begins a report. What it gives back is that report's own and depends on nothing but the view and the entries. */
export type Reporter = (view: View) => Writing;

/** A report being written, piece by piece, so that a long run need not be held in memory where the format allows it. */
export interface Writing {
  readonly before: string;
  readonly entry: (entry: Entry) => string;
  /** What comes after the last entry; the report is then done. */
  readonly after: () => string;
}

/** The whole report on these entries. */
export function reportOn(reporter: Reporter, entries: readonly Entry[], view: View): string {
  const { before, entry, after } = reporter(view);
  return `${before}${entries.map(entry).join("")}${after()}`;
}

/** The JSON form of an entry: the report, or the error in its place. A flag has `suggest` where its finding has one. */
export function toJson(entry: Entry, mask: boolean): string {
  if (entry.kind === "error") {
    const { code, message, where } = entry.problem;
    return JSON.stringify({ id: entry.id, error: { code, message, where } });
  }
  const { report, text, origin, findings, extra } = entry;
  const shown = mask ? masked(report, maskNumbers(text)) : report;
  const flags = shown.flags.map((flag, i) => {
    const { fingerprint, accepted, suggest } = findings?.[i] ?? {};
    const acceptance = accepted && { reason: accepted.reason, by: accepted.by, until: accepted.until };
    return { ...flag, fingerprint, suggest, accepted: acceptance };
  });
  return JSON.stringify({ ...shown, flags, origin, ...(extra && Object.keys(extra).length > 0 ? { extra } : {}) });
}

/** @param text the masked message: a number that a piece of evidence cuts in two is told by its surroundings only */
function masked(report: Report, text: string): Report {
  return {
    ...report,
    flags: report.flags.map((flag) => ({ ...flag, evidence: flag.evidence.map((evidence) => maskEvidence(evidence, text)) })),
    ...(report.sender === undefined ? {} : { sender: maskNumbers(report.sender) }),
  };
}

function maskEvidence(evidence: Evidence, text: string): Evidence {
  if (evidence.by === "rule" || evidence.by === "arithmetic")
    return { ...evidence, text: text.slice(evidence.start, evidence.end) };
  return evidence.by === "metadata" ? { ...evidence, value: maskNumbers(evidence.value) } : evidence;
}
