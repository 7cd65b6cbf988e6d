import type { Draft } from "../draft.js";
import type { Input } from "../input.js";
import { overLimit } from "../limits.js";
import { type Line, splitLines } from "../lines.js";
import { LINE_COST, mailDraft } from "./mail.js";

/** A mailbox (RFC 4155): mails one after another, each kept no longer than it is read. */
export async function* readMbox(input: Input): AsyncGenerator<Draft> {
  const { maxRecord } = input.limits;
  let mail: { readonly line: number; readonly lines: Uint8Array[]; size: number } | null = null;
  let afterBlank = true;
  const draft = async (): Promise<Draft[]> => {
    if (!mail) return [];
    if (mail.size > maxRecord) return [{ kind: "broken", ...overLimit("maxRecord", input.limits, "the mail"), line: mail.line }];
    // The blank line before the next mail is not part of this one.
    if (mail.lines.at(-1)?.length === 0) mail.lines.pop();
    return [await mailDraft(Buffer.concat(mail.lines.flatMap((line) => [line, NEWLINE])), mail.line, input)];
  };
  for await (const { line, next } of withNext(splitLines(input.bytes(), maxRecord))) {
    if (afterBlank && begins(line, next)) {
      yield* await draft();
      mail = { line: line.number, lines: [], size: 0 };
    } else if (mail || line.bytes.length > 0) {
      mail ??= { line: line.number, lines: [], size: 0 };
      mail.size += Math.max(LINE_COST, line.bytes.length + (line.cut ? 2 : 1));
      if (mail.size > maxRecord) mail.lines.length = 0;
      else mail.lines.push(unquoted(line.bytes));
    }
    afterBlank = line.bytes.length === 0;
  }
  yield* await draft();
}

const NEWLINE = Uint8Array.of(0x0a);
/** Enough to tell a line by. */
const beginning = (line: Line | undefined): string => Buffer.from(line?.bytes.subarray(0, 200) ?? []).toString("latin1");

/**
 * Whether a line after a blank one begins a mail: it has the date, or a header follows. Not every app quotes lines
 * of a body that begin with "From ".
 */
function begins(line: Line, next: Line | undefined): boolean {
  const text = beginning(line);
  if (!/^(?:\xef\xbb\xbf)?From /.test(text)) return false;
  return /^\S+ \S+ +(?:\w{3} +)?\w{3} +\d{1,2} +\d{1,2}:\d\d/.test(text) || /^>?[!-9;-~]+[ \t]*:/.test(beginning(next));
}

/** Undoes the `>` that mailboxes put before lines which begin with "From ". */
const unquoted = (line: Uint8Array): Uint8Array =>
  line[0] === 0x3e && /^>+From /.test(Buffer.from(line.subarray(0, 100)).toString("latin1")) ? line.subarray(1) : line;

/** Each line with the one after it. */
async function* withNext(lines: AsyncIterable<Line>): AsyncGenerator<{ line: Line; next: Line | undefined }> {
  let line: Line | undefined;
  for await (const next of lines) {
    if (line) yield { line, next };
    line = next;
  }
  if (line) yield { line, next: undefined };
}
