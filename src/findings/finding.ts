import { createHash } from "node:crypto";
import { type Flag, type FlagId, type Report, rank, type Severity, type Suggestion } from "../types.js";

/** A flag of a message as tools for code know it: a rule, places in the text, and a name that survives edits elsewhere. */
export interface Finding {
  /** Sixteen hexadecimal digits: the same as long as the flag mainly rests on the same words, wherever the message moves in its file. */
  readonly fingerprint: string;
  readonly flag: FlagId;
  readonly severity: Severity;
  /** The gravest rule behind the flag; `bayes/threat` where only the model spoke, `metadata/quiet-hours` for times and senders. */
  readonly rule: string;
  /** Where the flag's evidence stands in the text: that of `rule` first. None for the model, times and senders. */
  readonly spans: readonly FindingSpan[];
  /** What may be said instead: by the gravest rule behind the flag that suggests something. */
  readonly suggest?: Suggestion;
  /** Why the team lives with it, where it does. */
  readonly accepted?: Acceptance;
}

/** A finding that a team has looked at and lives with, until a day. */
export interface Acceptance {
  readonly fingerprint: string;
  readonly reason: string;
  readonly by?: string | undefined;
  /** ISO date: the last day on which it holds. */
  readonly until: string;
}

/** UTF-16 offsets into the text as it came in, half-open. */
export interface FindingSpan {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
}

/** How grave a rule is; undefined for what is no rule. */
export type SeverityOf = (rule: string) => Severity | undefined;

/** What may be said in place of what a rule flags; undefined for what is no rule, and where there is nothing to suggest. */
export type SuggestionOf = (rule: string) => Suggestion | undefined;

/**
 * Makes findings of reports, in input order: of equal ones in a file each gets a fingerprint of its own, by its number.
 * Give the result every report of a run.
 * @param suggestionOf left out, nothing is suggested
 */
export function createFinder(
  severityOf: SeverityOf,
  suggestionOf: SuggestionOf = () => undefined,
): (report: Report, text: string, file: string) => Finding[] {
  const seen = new Map<string, number>();
  return ({ flags }, text, file) =>
    flags.map((flag) => {
      const spans = spansOf(flag, severityOf);
      const key = `${flag.id}\0${wordsOf(spans[0], text)}`;
      const inFile = `${file}\0${key}`;
      const ordinal = (seen.get(inFile) ?? 0) + 1;
      seen.set(inFile, ordinal);
      const [suggest] = spans.flatMap(({ rule }) => suggestionOf(rule) ?? []);
      return {
        fingerprint: hash(`${key}\0${ordinal}`),
        flag: flag.id,
        severity: flag.severity,
        rule: spans[0]?.rule ?? `${flag.evidence.some(({ by }) => by === "bayes") ? "bayes" : "metadata"}/${flag.id}`,
        spans,
        ...(suggest ? { suggest } : {}),
      };
    });
}

/** A fingerprint for tools that know one name for all files; `name` is anything that is there once in the file. */
export const fingerprintIn = (file: string, name: string): string => hash(`${file}\0${name}`);

const hash = (key: string): string => createHash("sha256").update(key).digest("hex").slice(0, 16);

/** By gravity of the rule, then by place. */
function spansOf({ id, evidence }: Flag, severityOf: SeverityOf): FindingSpan[] {
  const weight = (rule: string): number => rank(severityOf(rule) ?? "notice");
  return evidence
    .flatMap((one) => {
      if (one.by === "rule") return [{ rule: one.rule, start: one.start, end: one.end }];
      return one.by === "arithmetic" ? [{ rule: `arithmetic/${id}`, start: one.start, end: one.end }] : [];
    })
    .sort((a, b) => weight(b.rule) - weight(a.rule) || a.start - b.start || b.end - a.end);
}

/** The words a flag mainly rests on; the whole message where none are named. */
function wordsOf(main: FindingSpan | undefined, text: string): string {
  const words = main ? text.slice(main.start, main.end) : text;
  // Amounts and days change from one edition of a template to the next; what is said with them does not.
  return words.normalize("NFKC").toLowerCase().replace(/\s+/g, "").replace(/\d+/g, "0");
}
