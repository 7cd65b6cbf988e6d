import { type Options, parse } from "csv-parse";
import { parse as parseWhole } from "csv-parse/sync";
import type { BrokenDraft } from "./draft.js";
import { type Limits, overLimit } from "./limits.js";

/** One row of a table in text, blank lines left out. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** 1-based line on which it begins. */
  readonly line: number;
  /** The row as it was written. */
  readonly source: () => string;
}

export const DELIMITERS = [",", ";", "\t"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** RFC 4180, and what is written all the same: quotes within a cell, rows of any length, any line end, also mixed. */
const options = (delimiter: Delimiter): Options => ({
  delimiter,
  record_delimiter: ["\r\n", "\n", "\r"],
  relax_quotes: true,
  relax_column_count: true,
  // Only a quote that is never closed is an error then; without this it would take the rows before it with it.
  skip_records_with_error: true,
});

/** A row up to so many times the limit is read to its end, so that the rows after it can be read too. */
const PATIENCE = 2;

/**
 * The rows of a table, one at a time. A row beyond `maxRecord` is broken, and so is a last one whose quote is never
 * closed: the rows it swallowed cannot be told from its text.
 * @param firstLine number of the first line of the text
 */
export async function* csvRows(
  texts: AsyncIterable<string>,
  delimiter: Delimiter,
  limits: Limits,
  firstLine = 1,
): AsyncGenerator<CsvRow | BrokenDraft> {
  const ready: { readonly cells: string[]; readonly end: number }[] = [];
  const written = new Written();
  let unclosed = false;
  let line = firstLine;
  const parser = parse({
    ...options(delimiter),
    on_record: (cells: string[], { bytes }) => {
      ready.push({ cells, end: bytes });
      return null;
    },
    on_skip: () => {
      unclosed = true;
      return undefined;
    },
  });
  const rows = function* (): Generator<CsvRow | BrokenDraft> {
    for (const { cells, end } of ready.splice(0)) {
      const start = line;
      const source = written.upTo(end);
      line += 1 + cells.reduce((breaks, cell) => breaks + lineBreaks(cell), 0);
      const size = cells.reduce((sum, cell) => sum + cell.length, 0);
      if (size > limits.maxRecord) yield { kind: "broken", ...overLimit("maxRecord", limits, "the row"), line: start };
      else if (!isBlank(cells)) yield { cells, line: start, source };
    }
  };
  let unread = 0;
  for await (const text of texts) {
    await taken(parser, written.add(text));
    unread = ready.length > 0 ? text.length : unread + text.length;
    yield* rows();
    if (unread > limits.maxRecord * PATIENCE + text.length) {
      const { code, message } = overLimit("maxRecord", limits, "the row that begins here");
      const hint = "close the quote that opens in it, or raise the limit with --max-record if this is right";
      yield { kind: "broken", code, message: `${message}; nothing after it could be read`, hint, line };
      parser.destroy();
      return;
    }
  }
  await new Promise<void>((done, fail) => parser.once("error", fail).end(done));
  yield* rows();
  if (unclosed)
    yield {
      kind: "broken",
      code: "open-quote",
      message: "a quote that opens in this row is never closed; nothing after it could be read",
      hint: "close it, or write a quote within quotes twice",
      line,
    };
}

/** `sep=;`, by which Excel is told the delimiter. */
const SEPARATOR_LINE = /^\s*"?sep=([,;\t])"?(?:\r\n|\r|\n)/i;

/** A line with nothing on it is no row. */
const isBlank = (cells: readonly string[]): boolean => cells.length === 1 && cells[0]?.trim() === "";

const lineBreaks = (cell: string): number => cell.match(/\r\n|\r|\n/g)?.length ?? 0;

const taken = (parser: NodeJS.WritableStream, bytes: Buffer): Promise<void> =>
  new Promise((done, fail) => parser.write(bytes, (error) => (error ? fail(error) : done())));

/** What was given to the parser and is in no row yet: the parser tells where a row ends, in bytes from the beginning. */
class Written {
  readonly #pieces: Buffer[] = [];
  /** Where what is left begins: in the first piece, and in all. */
  #start = 0;
  #from = 0;

  add(text: string): Buffer {
    const piece = Buffer.from(text);
    this.#pieces.push(piece);
    return piece;
  }

  /** The text from the last such place up to this one, decoded when it is asked for. */
  upTo(end: number): () => string {
    const start = this.#start;
    const [first = Buffer.alloc(0)] = this.#pieces;
    let stop = start + end - this.#from;
    this.#from = end;
    if (stop < first.length) {
      this.#start = stop;
      return () => first.toString("utf8", start, stop);
    }
    const parts: Buffer[] = [];
    for (let piece = this.#pieces[0]; piece && stop >= piece.length; piece = this.#pieces[0]) {
      parts.push(piece);
      stop -= piece.length;
      this.#pieces.shift();
    }
    const [rest] = this.#pieces;
    if (rest) parts.push(rest.subarray(0, stop));
    this.#start = stop;
    return () => Buffer.concat(parts).subarray(start).toString();
  }
}

/**
 * The first rows of the beginning of a text, blank ones left out.
 * @param complete whether that is all of the text: else the last row may be cut, and is left out then
 */
export function firstRows(head: string, delimiter: Delimiter, complete: boolean, most: number): readonly (readonly string[])[] {
  let isOpen = false;
  const rows = parseWhole(head.replace(SEPARATOR_LINE, ""), {
    ...options(delimiter),
    on_record: (cells: string[]) => (isBlank(cells) ? null : cells),
    on_skip: () => {
      isOpen = true;
      return undefined;
    },
  }) as string[][];
  // A row that ends within quotes is left out by the parser.
  const isCut = !complete && !isOpen && !/[\r\n]$/.test(head);
  return (isCut ? rows.slice(0, -1) : rows).slice(0, most);
}

/** A text whose delimiter is known by its header. */
interface Opened {
  readonly texts: AsyncIterable<string>;
  readonly delimiter: Delimiter;
  readonly firstLine: number;
}

/** UTF-16 units within which the header must end. */
const LONGEST_HEADER = 2 ** 20;

/**
 * Tells the delimiter by the header: the one that makes most known columns of it, and then most columns.
 * @param isKnown whether a column has a name that is looked for
 */
export async function openTable(
  texts: AsyncIterable<string>,
  isKnown: (name: string) => boolean,
  given?: Delimiter,
): Promise<Opened> {
  const iterator = texts[Symbol.asyncIterator]();
  let head = "";
  let complete = false;
  // Until the header is whole; a line break within quotes does not end it for the delimiter it is written with.
  while (!complete && head.length < LONGEST_HEADER && !DELIMITERS.every((one) => firstRows(head, one, false, 1).length > 0)) {
    const { value, done } = await iterator.next();
    if (done) complete = true;
    else head += value;
  }
  async function* all(): AsyncGenerator<string> {
    try {
      if (head !== "") yield head;
      head = "";
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  const separator = SEPARATOR_LINE.exec(head);
  if (separator) {
    head = head.slice(separator[0].length);
    return { texts: all(), delimiter: given ?? (separator[1] as Delimiter), firstLine: 1 + lineBreaks(separator[0]) };
  }
  const worth = (delimiter: Delimiter): number => {
    const [header = []] = firstRows(head, delimiter, complete, 1);
    return header.filter(isKnown).length * 1e6 + header.length;
  };
  const [best = ","] = [...DELIMITERS].sort((a, b) => worth(b) - worth(a));
  return { texts: all(), delimiter: given ?? best, firstLine: 1 };
}
