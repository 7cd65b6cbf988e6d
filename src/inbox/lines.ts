import { type Problem, UserError } from "../errors.js";
import { decodeUtf8 } from "./decode.js";
import type { BrokenDraft } from "./draft.js";
import type { Input } from "./input.js";
import { overLimit } from "./limits.js";

/** A line as it stood in the input, without its line end. */
export interface Line {
  readonly bytes: Uint8Array;
  /** 1-based. */
  readonly number: number;
  /** Bytes before it. */
  readonly offset: number;
  /** Whether it was longer than allowed: only its beginning is here. */
  readonly cut?: true;
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/**
 * Splits at `\n` only (U+2028 occurs in bodies); one trailing `\r` goes; a last line without `\n` counts.
 * @param longest bytes of a line that are kept
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>, longest = Number.POSITIVE_INFINITY): AsyncGenerator<Line> {
  let rest: Uint8Array[] = [];
  /** Bytes of the line so far, and those of them that are kept. */
  let length = 0;
  let kept = 0;
  let number = 0;
  let offset = 0;
  const take = (piece: Uint8Array): void => {
    length += piece.length;
    const fitting = piece.length <= longest - kept ? piece : piece.subarray(0, Math.max(0, longest - kept));
    kept += fitting.length;
    if (fitting.length > 0 || rest.length === 0) rest.push(fitting);
  };
  const line = (): Line => {
    number++;
    const bytes = rest.length === 1 ? (rest[0] as Uint8Array) : Buffer.concat(rest);
    const start = offset;
    const cut = length > kept ? ({ cut: true } as const) : {};
    offset += length + 1;
    rest = [];
    length = 0;
    kept = 0;
    return { bytes: bytes.at(-1) === RETURN ? bytes.subarray(0, -1) : bytes, number, offset: start, ...cut };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE, start); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, end));
      yield line();
      start = end + 1;
    }
    if (start < chunk.length) take(chunk.subarray(start));
  }
  if (rest.length > 0) yield line();
}

/** The lines of an input that are not blank, each decoded for itself: a bad one is a broken record, the others are read. */
export async function* decodedLines(
  input: Pick<Input, "utf8" | "name" | "limits">,
): AsyncGenerator<{ text: string; number: number } | BrokenDraft> {
  for await (const { bytes, number, offset, cut } of splitLines(input.utf8(), input.limits.maxRecord)) {
    if (cut) {
      yield { kind: "broken", ...overLimit("maxRecord", input.limits, "the line"), line: number };
      continue;
    }
    let text: string;
    try {
      text = decodeUtf8(bytes, input.name, offset);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const [{ code, message, hint }] = error.problems as [Problem];
      yield { kind: "broken", code, message, hint, line: number };
      continue;
    }
    if (text.trim() !== "") yield { text, number };
  }
}
