import { fieldOfColumn, plainWord } from "../columns.js";
import { followCell } from "../csv-cell.js";
import type { CsvRow, Delimiter } from "../csv-rows.js";
import type { Draft, Locate } from "../draft.js";
import type { Input } from "../input.js";
import { locateIn, placesIn } from "../locate.js";
import { type Table, tableOf } from "../table.js";

/**
 * A table with a header, RFC 4180: cuijian's own columns, or those of an export whose names are known (`columns.ts`)
 * or told with `--map`. The delimiter (`,` `;` tab) is told by the header.
 */
export const readCsv = (input: Input): AsyncGenerator<Draft> => readTable(input);

/** The same with tabs, whatever the header looks like. */
export const readTsv = (input: Input): AsyncGenerator<Draft> => readTable(input, "\t");

async function* readTable(input: Input, delimiter?: Delimiter): AsyncGenerator<Draft> {
  const { csvRows, openTable } = await import("../csv-rows.js");
  const opened = await openTable(input.text(), isKnownIn(input), delimiter);
  let table: Table | undefined;
  for await (const row of csvRows(opened.texts, opened.delimiter, input.limits, opened.firstLine)) {
    if ("kind" in row) yield row;
    else if (table === undefined) table = tableOf(row.cells, input);
    else {
      const draft = table.draftOf(row);
      if (draft) yield draft.kind === "given" ? { ...draft, locate: locateCell(row, table.text, opened.delimiter) } : draft;
    }
  }
}

function locateCell({ cells, line, source }: CsvRow, column: number, delimiter: Delimiter): Locate {
  return locateIn(
    cells[column] as string,
    () => followCell(source(), delimiter, column),
    (row) => placesIn(row, { line, column: 1 }, /\r\n|\r|\n/g),
  );
}

/** Whether a column is known by its name, or is one that `--map` names. */
function isKnownIn({ map }: Input): (name: string) => boolean {
  const mapped = new Set(Object.values(map).map(plainWord));
  return (name) => fieldOfColumn(name) !== undefined || mapped.has(plainWord(name));
}

/** So many rows tell a table from prose. */
const ROWS_TO_TELL = 50;

/**
 * Whether a text is plainly a table of messages: its first row names a text column, and a row of the same width comes
 * after it. A file is also taken for one where each of three rows or more has the same number of cells and the
 * first looks like a header: then its columns are asked for. From a pipe that may as well be a message of
 * some lines, each with a comma; so there a second column must be known too.
 */
export async function looksLikeTable(input: Input): Promise<boolean> {
  const { headText, complete, map } = input;
  // Most inputs are one message: no parser is loaded for what has one line, or no delimiter and no name of ours.
  const [first = "", second] = (headText ?? "").trim().split(/[\r\n]+/, 2);
  if (headText === null || second === undefined) return false;
  if (!/[,;\t]/.test(first) && map.text === undefined && plainWord(first) !== "text") return false;
  const { DELIMITERS, firstRows } = await import("../csv-rows.js");
  return DELIMITERS.some((delimiter) => isTable(firstRows(headText, delimiter, complete, ROWS_TO_TELL), input));
}

function isTable([header = [], ...rows]: readonly (readonly string[])[], input: Input): boolean {
  const { map, piped } = input;
  const width = header.length;
  const fitting = rows.filter((row) => row.length === width).length;
  if (fitting === 0) return false;
  const known = header.filter(isKnownIn(input));
  const isOurs = header.some((name) => name.trim() === "text");
  if (map.text !== undefined || isOurs || known.some((name) => fieldOfColumn(name) === "text")) {
    if (width === 1) return map.text !== undefined ? known.length > 0 : isOurs && !piped;
    if (!piped) return true;
    return map.text !== undefined || known.length > 1 || (isOurs && fitting === rows.length);
  }
  return (
    !piped && width > 1 && rows.length > 1 && fitting === rows.length && header.every(isName) && new Set(header).size === width
  );
}

/** Names of columns are short, and no sentences. */
const isName = (cell: string): boolean => cell.trim() !== "" && cell.length <= 30 && !/[。！？!?…]/.test(cell);
