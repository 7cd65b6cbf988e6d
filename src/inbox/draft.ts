import type { TimeSource } from "./time.js";

/** How a message reached the phone. */
export const CHANNELS = ["sms", "mms", "imessage", "wechat", "qq", "whatsapp", "mail", "unknown"] as const;
export type Channel = (typeof CHANNELS)[number];

/** Why a record is passed over: each is counted and told in the summary. */
export const SKIP_REASONS = [
  "sent by the owner",
  "never sent",
  "without text",
  "a call",
  "a notice of the app",
  "a reaction",
  "a file without messages",
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/**
 * What the reader of a format says of one record, in input order. Numbers, ids and places are given to it
 * afterwards (`place.ts`), the same way for every format.
 */
export type Draft = ReceivedDraft | GivenDraft | SkippedDraft | BrokenDraft;

/** A place in a file: 1-based line, and 1-based column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a UTF-16 offset into a record's text stands in its file, escapes and quotes of the format counted. */
export type Locate = (offset: number) => Position;

interface InFile {
  /** 1-based line on which the record begins; none in databases and archives. */
  readonly line?: number;
  /** 1-based column in characters, where the line alone does not tell the record from others. */
  readonly column?: number;
  /** Absent where the format has no lines, or writes texts in a way that cannot be followed. */
  readonly locate?: Locate | undefined;
}

/** A message from an app's export. A blank `text` is allowed: such a record is passed over and counted. */
export interface ReceivedDraft extends InFile {
  readonly kind: "received";
  /** The body exactly as stored. */
  readonly text: string;
  /** The source's own id, where it has one that stays the same from export to export. */
  readonly id?: string | undefined;
  readonly time?: { readonly sentAt: string; readonly timeSource: TimeSource } | null | undefined;
  /** Number, short code, account or name; never the literal "null". */
  readonly sender?: string | null | undefined;
  readonly channel: Channel;
  /** The name the owner's address book has for the sender. */
  readonly contact?: string | null | undefined;
  /** Which conversation it belongs to. */
  readonly thread?: string | null | undefined;
}

/** An object in cuijian's own fields (`text`, `sentAt` …), checked afterwards. */
export interface GivenDraft extends InFile {
  readonly kind: "given";
  readonly value: unknown;
  readonly timeSource?: TimeSource | undefined;
}

export interface SkippedDraft extends InFile {
  readonly kind: "skipped";
  readonly why: SkipReason;
}

/** A record that is there and cannot be read. */
export interface BrokenDraft extends InFile {
  readonly kind: "broken";
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
}
