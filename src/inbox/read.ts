import type { Problem } from "../errors.js";
import { UserError } from "../errors.js";
import { decodeUtf8 } from "./decode.js";
import { type Encoding, encodingOfMark } from "./encoding.js";
import { FORMATS, type Format } from "./formats.js";
import { type ColumnMap, type Input, type InputOptions, openInput } from "./input.js";
import { LIMITS, type Limits } from "./limits.js";
import { placed } from "./place.js";
import type { InboxRecord } from "./record.js";
import { REFUSED } from "./refused.js";
import { isSqlite, isZip } from "./signs.js";
import type { Source } from "./source.js";
import { unknownDatabase } from "./stored.js";
import { DEFAULT_ZONE, zoneOf } from "./time.js";

/** Names for `from`, `auto` first. */
export const FORMAT_IDS: readonly string[] = ["auto", ...FORMATS.map(({ id }) => id)];

export interface ReadOptions {
  /** Id of a format; `auto` (default) tells it by the content. */
  readonly from?: string;
  /** Told by the content where it is not given. */
  readonly encoding?: Encoding;
  /** For tables: which column is the text, the time … */
  readonly map?: ColumnMap;
  /** IANA name or offset, for times that say none; Asia/Shanghai by default. */
  readonly timeZone?: string;
  readonly limits?: Partial<Limits>;
  readonly onNotice?: (notice: Problem) => void;
  readonly onProgress?: InputOptions["onProgress"];
  /** Ends the reading with its reason, also where no record has come for long. */
  readonly signal?: AbortSignal;
}

/**
 * Reads the messages of a source, one after another, in constant memory. A record that cannot be read becomes
 * a `broken` record in its place; a source that cannot be read at all throws a UserError.
 */
export async function* readSource(source: Source, options: ReadOptions = {}): AsyncGenerator<InboxRecord> {
  const { from = "auto" } = options;
  const input = await openInput(source, resolved(options), from !== "auto");
  try {
    const format = from === "auto" ? await formatOf(input) : named(from);
    if (!format.ownEncodings) tellEncoding(input);
    const read = await format.load();
    let isEmpty = true;
    for await (const record of placed(read(input), input, format)) {
      isEmpty = false;
      yield record;
    }
    if (isEmpty)
      input.notice("no-messages", `no message is in it, read as ${format.id}`, {
        hint: "if there should be, say what it is with --from FORMAT",
      });
  } finally {
    await input.close();
  }
}

/** What a directory may hold beside messages: passed over there, an error where the user named the file. */
const NO_INBOX = ["unknown-format", "refused-format", "empty"];

/** Why a file that was found in a directory is no inbox; undefined for any other trouble, and for a file that was named. */
export function whyNoInbox({ found }: Source, error: unknown): Problem | undefined {
  if (!found || !(error instanceof UserError)) return undefined;
  return error.problems.find(({ code }) => NO_INBOX.includes(code));
}

function resolved({ encoding, map, timeZone, limits, onNotice, onProgress, signal }: ReadOptions): InputOptions {
  return {
    encoding,
    map: map ?? {},
    zone: zoneOf(timeZone ?? DEFAULT_ZONE),
    limits: { ...LIMITS, ...limits },
    onNotice: onNotice ?? (() => undefined),
    onProgress: onProgress ?? (() => undefined),
    signal,
  };
}

/** @throws UserError for what is no format */
function named(id: string): Format {
  const format = FORMATS.find((one) => one.id === id);
  if (format) return format;
  throw new UserError({
    code: "no-such-format",
    message: `--from ${id}: no such format`,
    hint: `one of ${FORMAT_IDS.join(", ")}`,
  });
}

async function formatOf(input: Input): Promise<Format> {
  for (const { sign, what, hint } of REFUSED) {
    if (sign(input))
      throw new UserError({ code: "refused-format", message: `is ${what}, which is not read`, where: input.name, hint });
  }
  for (const format of FORMATS) if (await format.sign(input)) return format;
  if (isZip(input))
    throw new UserError({
      code: "refused-format",
      message: "is a zip file that is no export of messages by itself",
      where: input.name,
      hint: "unpack it, and give the files in it",
    });
  throw isSqlite(input) ? unknownDatabase((await input.database()).tables, input.name) : unknownContent(input);
}

/** What was tried, and how to say what it is. */
function unknownContent({ name, head }: Input): UserError {
  return new UserError({
    code: "unknown-format",
    message: `is none of the formats known, and no text: ${whyNotText(head, name)}`,
    where: name,
    hint: `tried: ${FORMATS.map(({ id }) => id).join(", ")}; say what it is with --from FORMAT, or how it is encoded with --encoding NAME`,
  });
}

function whyNotText(head: Uint8Array, name: string): string {
  try {
    decodeUtf8(head, name);
    return "it looks binary";
  } catch (error) {
    return (error as UserError).problems[0]?.message ?? "";
  }
}

/** A guess at an encoding is told: it may be wrong. */
function tellEncoding(input: Input): void {
  if (input.encoding || encodingOfMark(input.head) || isBinary(input)) return;
  const { textEncoding } = input;
  if (textEncoding && textEncoding !== "utf-8")
    input.notice("guessed-encoding", `is not UTF-8; read as ${textEncoding}`, {
      hint: "if characters look wrong, say --encoding NAME",
    });
}

const isBinary = ({ head }: Input): boolean =>
  /^(?:PK\x03\x04|SQLite format 3\0)/.test(new TextDecoder("latin1").decode(head.subarray(0, 16)));
