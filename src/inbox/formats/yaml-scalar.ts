import { type CST, Scalar } from "yaml";
import { Followed } from "../locate.js";

/**
 * The text of a YAML scalar, read again as the library reads it (YAML 1.2.2, chapters 6.5, 7.3 and 8.1), unit by unit.
 * What was folded stands at the line end it was folded from.
 * @param file the whole text of the file; places are offsets into it
 */
export function followScalar(file: string, { type, range, srcToken }: Scalar): Followed {
  const [start = 0, end = start] = range ?? [];
  const followed = new Followed(file);
  if (type === Scalar.QUOTE_DOUBLE) return doubleQuoted(followed, start + 1, end - 1);
  if (type === Scalar.QUOTE_SINGLE) return unfolded(followed, start + 1, end - 1, true);
  return srcToken?.type === "block-scalar" ? block(followed, srcToken) : unfolded(followed, start, end, false);
}

/** Plain and single-quoted text: lines are trimmed and joined by a blank, or by the empty lines between them. */
function unfolded(followed: Followed, start: number, end: number, isQuoted: boolean): Followed {
  const { source } = followed;
  const take = (from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      followed.copy(i, i + 1);
      if (isQuoted && source[i] === "'") i++;
    }
  };
  const lines = [...linesOf(source, start, end)];
  let breaks = "";
  let breakAt = start;
  for (const [i, line] of lines.entries()) {
    const isLast = i === lines.length - 1;
    let { from, to } = line;
    if (i > 0) while (from < to && isBlank(source[from])) from++;
    if (!isLast) while (to > from && isBlank(source[to - 1])) to--;
    if (i > 0 && !isLast && from === to) {
      breaks += "\n";
      continue;
    }
    if (i > 0) followed.put(breaks || " ", breakAt);
    take(from, to);
    breaks = "";
    breakAt = to;
  }
  return followed.end(end);
}

const isBlank = (unit: string | undefined): boolean => unit === " " || unit === "\t";

/** Lines without their ends. */
function* linesOf(source: string, start: number, end: number): Generator<{ from: number; to: number }> {
  let from = start;
  for (let feed = source.indexOf("\n", from); feed >= 0 && feed < end; feed = source.indexOf("\n", from)) {
    yield { from, to: feed > from && source[feed - 1] === "\r" ? feed - 1 : feed };
    from = feed + 1;
  }
  yield { from, to: end };
}

const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  N: "\u0085",
  _: "\u00a0",
  L: "\u2028",
  P: "\u2029",
};

function doubleQuoted(followed: Followed, start: number, end: number): Followed {
  const { source } = followed;
  const lineEnd = (i: number): number => (source[i] === "\n" ? 1 : source[i] === "\r" && source[i + 1] === "\n" ? 2 : 0);
  let i = start;
  while (i < end) {
    const unit = source[i] as string;
    if (lineEnd(i) > 0) {
      const at = i;
      let feeds = 0;
      for (; i < end && (isBlank(source[i]) || lineEnd(i) > 0); i += lineEnd(i) || 1) if (lineEnd(i) > 0) feeds++;
      followed.put(feeds === 1 ? " " : "\n".repeat(feeds - 1), at);
    } else if (unit === "\\" && lineEnd(i + 1) > 0) {
      i += 1 + lineEnd(i + 1);
      while (i < end && isBlank(source[i])) i++;
    } else if (unit === "\\") {
      const kind = source[i + 1] as string;
      const digits = DIGITS[kind] ?? 0;
      const code = Number.parseInt(source.slice(i + 2, i + 2 + digits), 16);
      followed.put(digits > 0 ? String.fromCodePoint(code) : (ESCAPES[kind] ?? kind), i);
      i += 2 + digits;
    } else if (isBlank(unit)) {
      const from = i;
      while (i < end && isBlank(source[i])) i++;
      // Blanks before a line end go.
      if (lineEnd(i) === 0) followed.copy(from, i);
    } else followed.copy(i, ++i);
  }
  return followed.end(end);
}

/** A line of a block: where it begins, how many blanks it begins with, and where it ends. */
interface BlockLine {
  readonly from: number;
  readonly indent: number;
  readonly to: number;
}

/** `|` and `>`: the indentation goes; of a folded block single line ends become blanks. */
function block(followed: Followed, token: CST.BlockScalar): Followed {
  const { source } = followed;
  const header = token.props.find(({ type }) => type === "block-scalar-header");
  const [mode = "|", ...marks] = header && "source" in header ? header.source : "";
  const start = token.props.reduce((sum, prop) => sum + ("source" in prop ? prop.source.length : 0), token.offset);
  const lines = Array.from(linesOf(source, start, start + token.source.length), ({ from, to }): BlockLine => {
    let first = from;
    while (first < to && source[first] === " ") first++;
    return { from, indent: first - from, to };
  });
  const isEmpty = ({ from, indent, to }: BlockLine): boolean => from + indent === to;
  const firstFilled = lines.findIndex((line) => !isEmpty(line));
  const explicit = Number(marks.find((mark) => /[1-9]/.test(mark)) ?? 0);
  const margin = explicit > 0 ? token.indent + explicit : (lines[firstFilled]?.indent ?? 0);
  /** Behind the last line with something on it: blanks beyond the margin count as something. */
  const last = lines.findLastIndex((line) => !isEmpty(line) || line.indent > margin) + 1;
  const take = ({ from, to }: BlockLine): void => followed.copy(Math.min(from + margin, to), to);

  if (firstFilled < 0) return followed.end(start);
  let separator = "";
  let isDeep = false;
  /** Where the last line with something on it ends: what its line end and the empty lines behind it make stands there. */
  let breakAt = start;
  const join = (line: BlockLine): void => {
    followed.put(separator, breakAt);
    take(line);
    breakAt = line.to;
  };
  for (const [i, line] of lines.slice(0, last).entries()) {
    if (i < firstFilled) {
      take(line);
      followed.put("\n", line.to);
    } else if (mode === "|") {
      join(line);
      separator = "\n";
    } else if (line.indent > margin || source[line.from + line.indent] === "\t") {
      if (separator === " ") separator = "\n";
      else if (!isDeep && separator === "\n") separator = "\n\n";
      join(line);
      separator = "\n";
      isDeep = true;
    } else if (isEmpty(line)) {
      if (separator === "\n") followed.put("\n", breakAt);
      else separator = "\n";
    } else {
      join(line);
      separator = " ";
      isDeep = false;
    }
  }
  if (!marks.includes("-")) followed.put("\n", breakAt);
  const kept = marks.includes("+") ? lines.slice(last, -1) : [];
  for (const line of kept) followed.put("\n", line.to);
  return followed.end(kept.at(-1)?.to ?? breakAt);
}
