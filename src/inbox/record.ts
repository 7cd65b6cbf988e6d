import type { Problem } from "../errors.js";
import { instantOf } from "../metadata.js";
import type { Message, TextFlagId, Verdict } from "../types.js";
import { TEXT_FLAGS, VERDICTS } from "../types.js";
import type { Channel, Locate, SkipReason } from "./draft.js";
import type { TimeSource } from "./time.js";

/** What a labelled fixture says should come out. */
export interface Expectation {
  readonly verdict?: Verdict;
  readonly flags?: readonly TextFlagId[];
}

/** Where a record was found. */
export interface Origin {
  /** As it was named: a path, or `stdin`. */
  readonly file: string;
  /** Id of the format it was read as. */
  readonly format: string;
  /** 1-based, of all records of the file, those passed over and broken ones included. */
  readonly record: number;
  /** 1-based line on which it begins; absent in databases and archives. */
  readonly line?: number;
  /** How its time is known; absent without a time, or where the record itself says it in ISO 8601. */
  readonly timeSource?: TimeSource;
}

/** Where a record stands, and what it is called where it brings no id. */
export interface Place {
  readonly id: string;
  /** `FILE:LINE`, or `FILE:RECORD` where there are no lines. */
  readonly where: string;
  readonly origin: Origin;
}

/** One record of an inbox: a message to judge, one to pass over, or one that cannot be read. */
export type InboxRecord =
  | {
      readonly kind: "message";
      readonly id: string;
      readonly where: string;
      readonly origin: Origin;
      readonly message: Message;
      readonly expected: Expectation;
      readonly locate?: Locate;
      /** Fields that are none of ours, untouched. */
      readonly extra: Readonly<Record<string, unknown>>;
      readonly channel?: Channel;
      /** The name in the owner's address book. */
      readonly contact?: string;
      /** The conversation. */
      readonly thread?: string;
    }
  | { readonly kind: "skipped"; readonly id: string; readonly origin: Origin; readonly why: SkipReason }
  | {
      readonly kind: "broken";
      readonly id: string;
      readonly origin: Origin;
      readonly problem: Problem & { readonly where: string };
    };

const RECORD = 'a record looks like {"text":"…"}';

/** Turns one decoded JSON value into a record. The id of `place` is used when the record brings none. */
export function toRecord(value: unknown, place: Place): InboxRecord {
  const { where, origin } = place;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return broken(place, { code: "not-an-object", message: "a record must be a JSON object with a text", hint: RECORD });
  }
  const {
    id,
    text,
    sentAt,
    sender,
    lender,
    overdueDays,
    direction,
    verdict,
    flags,
    note: _note,
    ...extra
  } = value as Record<string, unknown>;
  const ownId = typeof id === "string" && id !== "" ? id : typeof id === "number" ? String(id) : place.id;
  const problem = firstProblem({ text, sentAt, sender, lender, overdueDays, direction, verdict, flags });
  if (problem) return broken({ ...place, id: ownId }, { ...problem, ...(problem.code === "no-text" ? { hint: RECORD } : {}) });
  if (direction === "out") return { kind: "skipped", id: ownId, origin, why: "sent by the owner" };
  const message = Object.fromEntries(
    Object.entries({ id: ownId, text, sentAt, sender, lender, overdueDays, direction }).filter(([, field]) => given(field)),
  ) as unknown as Message;
  const expected = Object.fromEntries(Object.entries({ verdict, flags }).filter(([, field]) => given(field))) as Expectation;
  return { kind: "message", id: ownId, where, origin, message, expected, extra };
}

/** A record in the place of one that cannot be read. */
export const broken = ({ id, where, origin }: Place, problem: Problem): InboxRecord => ({
  kind: "broken",
  id,
  origin,
  problem: { ...problem, where: problem.where ?? where },
});

function firstProblem(fields: Readonly<Record<string, unknown>>): { code: string; message: string } | null {
  const { text, sentAt, sender, lender, overdueDays, direction, verdict, flags } = fields;
  const bad = (field: string, wanted: string) => ({ code: "bad-field", message: `"${field}" must be ${wanted}` });
  if (text === undefined || text === null) return { code: "no-text", message: 'the record has no "text"' };
  if (typeof text !== "string") return bad("text", "a string");
  if (text.trim() === "") return { code: "empty-text", message: '"text" is empty' };
  if (given(sentAt) && (typeof sentAt !== "string" || instantOf(sentAt) === null))
    return bad("sentAt", "an ISO 8601 time, such as 2026-01-31T09:30:00+08:00");
  if (given(sender) && typeof sender !== "string") return bad("sender", "a string");
  if (given(lender) && typeof lender !== "string") return bad("lender", "a string");
  if (given(overdueDays) && !(typeof overdueDays === "number" && Number.isInteger(overdueDays) && overdueDays >= 0))
    return bad("overdueDays", "a whole number of days");
  if (given(direction) && direction !== "in" && direction !== "out") return bad("direction", '"in" or "out"');
  if (given(verdict) && !(VERDICTS as readonly unknown[]).includes(verdict))
    return bad("verdict", `one of ${VERDICTS.join(", ")}`);
  if (given(flags) && !(Array.isArray(flags) && flags.every((flag) => (TEXT_FLAGS as readonly unknown[]).includes(flag))))
    return bad("flags", `a list of ${TEXT_FLAGS.join(", ")}`);
  return null;
}

const given = (value: unknown): boolean => value !== undefined && value !== null;
