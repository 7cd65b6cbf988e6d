import type { Draft } from "../draft.js";
import type { Input } from "../input.js";
import { overLimit } from "../limits.js";
import { decodedLines } from "../lines.js";
import { Followed, locateIn, placeForPeople, placesIn } from "../locate.js";

/** A line, or several of which each but the last ends in a backslash, as written. */
interface LogicalLine {
  source: string;
  readonly line: number;
  /** Of the line that came last. */
  last: number;
}

/**
 * Templates in a file of properties, as `java.util.Properties.load` reads them: `key=text`, `key: text` or `key text`,
 * `\uXXXX` and other escapes, lines that go on after a backslash, comments after `#` and `!`. A key without a text is
 * passed over. Read in the encoding of the input: what is in ISO 8859-1 by the old rule is ASCII, for its Chinese
 * characters are escapes.
 */
export async function* readProperties(input: Input): AsyncGenerator<Draft> {
  let open: LogicalLine | undefined;
  for await (const piece of decodedLines(input)) {
    if ("kind" in piece) {
      if (open) yield draftOf(open, input);
      open = undefined;
      yield piece;
      continue;
    }
    const { text, number } = piece;
    // A blank line ends what went on, and is not told of.
    if (open && number > open.last + 1) {
      yield draftOf(open, input);
      open = undefined;
    }
    if (open) {
      open.source += `\n${text}`;
      open.last = number;
    } else if (/^[ \t\f]*[#!]/.test(text)) continue;
    else open = { source: text, line: number, last: number };
    if (goesOn(text) && open.source.length <= input.limits.maxRecord) continue;
    yield draftOf(open, input);
    open = undefined;
  }
  if (open) yield draftOf(open, input);
}

/** Whether a line ends in a backslash that is none of a pair. */
const goesOn = (line: string): boolean => ((/\\+$/.exec(line)?.[0].length ?? 0) & 1) === 1;

function draftOf({ source, line }: LogicalLine, { limits }: Input): Draft {
  if (source.length > limits.maxRecord) return { kind: "broken", ...overLimit("maxRecord", limits, "the text"), line };
  const bad = badEscape(source);
  if (bad !== undefined)
    return {
      kind: "broken",
      code: "bad-escape",
      message: "\\u must be followed by four hexadecimal digits",
      hint: "a backslash itself is written twice",
      ...placeForPeople(source, bad, line),
    };
  const keyStart = throughBlanks(source, 0);
  const keyEnd = throughKey(source, keyStart);
  const separator = throughBlanks(source, keyEnd);
  const start = /[=:]/.test(source[separator] ?? "") ? throughBlanks(source, separator + 1) : separator;
  const { text } = follow(source, start, source.length);
  if (text.trim() === "") return { kind: "skipped", why: "without text", line };
  return {
    kind: "given",
    value: { id: follow(source, keyStart, keyEnd).text, text },
    line,
    locate: locateIn(
      text,
      () => follow(source, start, source.length),
      () => placesIn(source, { line, column: 1 }),
    ),
  };
}

function badEscape(source: string): number | undefined {
  for (const { 0: found, index } of source.matchAll(/\\(?:u[0-9a-fA-F]{4}|[\s\S])/g)) if (found === "\\u") return index;
  return undefined;
}

const isBlank = (unit: string | undefined): boolean => unit === " " || unit === "\t" || unit === "\f";
const isLineEnd = (source: string, i: number): boolean => source[i] === "\\" && source[i + 1] === "\n";

/** Past blanks, and past line ends after a backslash with the blanks behind them. */
function throughBlanks(source: string, start: number): number {
  let i = start;
  while (isBlank(source[i]) || isLineEnd(source, i)) i += isBlank(source[i]) ? 1 : 2;
  return i;
}

function throughKey(source: string, start: number): number {
  let i = start;
  while (i < source.length && !isBlank(source[i]) && source[i] !== "=" && source[i] !== ":") {
    if (isLineEnd(source, i)) i = throughBlanks(source, i);
    else i += source[i] === "\\" ? 2 : 1;
  }
  return Math.min(i, source.length);
}

const ESCAPES: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", f: "\f" };

/** A key or a text. */
function follow(source: string, start: number, end: number): Followed {
  const followed = new Followed(source);
  let i = start;
  while (i < end) {
    if (isLineEnd(source, i)) i = throughBlanks(source, i);
    else if (source[i] !== "\\") followed.copy(i, ++i);
    else if (source[i + 1] === "u") {
      followed.put(String.fromCharCode(Number.parseInt(source.slice(i + 2, i + 6), 16)), i);
      i += 6;
    } else {
      // A backslash at the very end of the file stands for nothing.
      const unit = source[i + 1] ?? "";
      followed.put(ESCAPES[unit] ?? unit, i);
      i += 2;
    }
  }
  return followed.end(end);
}
