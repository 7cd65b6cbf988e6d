/** What a message is, as a whole. Exactly one per message; the definitions stand in the README. */
export const VERDICTS = ["unrelated", "legitimate", "questionable", "improper", "scam"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The flags a text alone can earn. */
export const TEXT_FLAGS = ["threat", "visit-bluff", "false-legal", "third-party", "scam"] as const;
export type TextFlagId = (typeof TEXT_FLAGS)[number];

/** The flags that need a time, a sender or a series of messages. */
export const METADATA_FLAGS = ["quiet-hours", "frequency", "unidentified"] as const;
export type MetadataFlagId = (typeof METADATA_FLAGS)[number];

export type FlagId = TextFlagId | MetadataFlagId;
export const FLAGS: readonly FlagId[] = [...TEXT_FLAGS, ...METADATA_FLAGS];

/** How grave a flag is, mildest first. */
export const SEVERITIES = ["notice", "warning", "serious", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Position of a severity in {@link SEVERITIES}: comparable, `notice` = 0. */
export const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);

export type Language = "zh" | "en";

/** One message to be judged. Only `text` is needed; all else sharpens the judgement. */
export interface Message {
  /** The body exactly as received: nothing trimmed, nothing normalised. */
  readonly text: string;
  /** Identifies the message in the report; readers make one up from file and record number. */
  readonly id?: string;
  /** ISO 8601; a time without an offset is read as Asia/Shanghai. */
  readonly sentAt?: string;
  /** Number, short code or name the message came from. */
  readonly sender?: string;
  /** Lender id (`jd`) or any name it is known by (`京东金条`). */
  readonly lender?: string;
  /** Days since the payment was due. */
  readonly overdueDays?: number;
  readonly direction?: "in" | "out";
}

/** A rule matched these words. Offsets are UTF-16 units into the text as it came in, half-open. */
export interface RuleEvidence {
  readonly by: "rule";
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The naive-Bayes model leant this way because of these terms (weights: natural-log odds). */
export interface BayesEvidence {
  readonly by: "bayes";
  readonly band: "slight" | "likely" | "strong";
  readonly terms: readonly { readonly term: string; readonly weight: number }[];
}

/** A field beside the text, such as the time of sending, led to the flag. */
export interface MetadataEvidence {
  readonly by: "metadata";
  readonly field: string;
  readonly value: string;
}

/** A rate the text states, worked out for a year and set against what applies. Offsets as for a rule. */
export interface ArithmeticEvidence {
  readonly by: "arithmetic";
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly arithmetic: { readonly zh: string; readonly en: string };
  /** Per cent a year, simple. */
  readonly perYear: number;
  readonly compared: { readonly zh: string; readonly en: string } | null;
}

export type Evidence = RuleEvidence | BayesEvidence | MetadataEvidence | ArithmeticEvidence;

/** A norm, standard or practice in force on the day of the message. */
export interface Citation {
  readonly id: string;
  readonly title: string;
  /** `null` where a document is cited as a whole. */
  readonly article: string | null;
  /** ISO date. */
  readonly inForceFrom: string;
  /** What it says, in our own words: a paraphrase, never the wording of the norm. */
  readonly says: string;
  /** `verified`: the article's text was read. `secondary`: known from press or a reprint. */
  readonly sourceConfidence: SourceConfidence;
}

export type SourceConfidence = "verified" | "secondary";

/** What a lender may say in place of what was flagged. */
export interface Suggestion {
  /** The wording, with placeholders such as `{amount}` for what is filled in. */
  readonly zh: string;
  /** What it says instead, in one sentence. */
  readonly en: string;
}

export interface Flag {
  readonly id: FlagId;
  readonly severity: Severity;
  /** Calibrated: of the flags given 0.9, about nine in ten are right. */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly guidance: readonly Citation[];
}

export interface Advice {
  readonly id: string;
  readonly text: string;
}

/** What one message gets. */
export interface Report {
  readonly id: string;
  readonly verdict: Verdict;
  readonly confidence: number;
  readonly flags: readonly Flag[];
  readonly advice: readonly Advice[];
  readonly sentAt?: string;
  readonly sender?: string;
  readonly lender?: string;
}
