import { UserError } from "../errors.js";
import type { Database, Row, Value } from "./database.js";
import type { BrokenDraft } from "./draft.js";
import type { Input } from "./input.js";
import { type Limits, overLimit } from "./limits.js";
import { type EpochUnit, fromEpoch, type SentTime } from "./time.js";

/** A row of a table of messages. Columns the table does not have are null. */
export interface Stored {
  /** 1-based, in the order of reading. */
  readonly number: number;
  /** A number or short text. */
  readonly value: (column: string) => Value;
  /** Bytes as they are stored; a broken draft where they are more than `maxRecord`. */
  readonly bytes: (column: string) => Uint8Array | null | BrokenDraft;
}

/** Longer numbers, addresses and names are none. */
const LONGEST_VALUE = 1024;
/** Rows between two reports of progress. */
const PROGRESS_EVERY = 256;

/** SQL for a short value, which is not even loaded where it is long. */
export const short = (column: string): string => `CASE WHEN octet_length(${column}) <= ${LONGEST_VALUE} THEN ${column} END`;

/** SQL for all bytes of a text or blob (read as text it would end at a NUL), and whether they are too many. */
const wholeOf = (column: string, alias: string, { maxRecord }: Limits): string[] => [
  `CASE WHEN octet_length(${column}) <= ${maxRecord} THEN CAST(${column} AS BLOB) END AS ${alias}`,
  `octet_length(${column}) > ${maxRecord} AS ${alias}_too_long`,
];

/** What {@link wholeOf} found. */
const wholeIn = (row: Row, alias: string, limits: Limits): Uint8Array | null | BrokenDraft =>
  row[`${alias}_too_long`] === 1
    ? { kind: "broken", ...overLimit("maxRecord", limits, "the body") }
    : ((row[alias] as Uint8Array | null | undefined) ?? null);

/** What to read of a table. */
export interface Wanted {
  readonly table: string;
  /** What its rows are sorted by; their row id by default. */
  readonly by?: string;
  readonly values: readonly string[];
  /** Columns that may be long. */
  readonly long: readonly string[];
  /** Further values by their name, as SQL. */
  readonly looked?: Readonly<Record<string, string>>;
}

/**
 * The rows of a table in their order, with progress told.
 * @param counted rows that were read before from other tables, and the rows of all of them
 */
export function* storedRows(
  { name, limits, onProgress }: Input,
  { tables, mostRows, rows }: Database,
  { table, by = "rowid", values, long, looked = {} }: Wanted,
  { before, total }: { readonly before: number; readonly total: number },
): Generator<Stored> {
  const there = (column: string): boolean => tables.get(table)?.includes(column) === true;
  const own = (column: string): string => `${table}.${column}`;
  const selected = [
    ...values.filter(there).map((column) => `${short(own(column))} AS ${column}`),
    ...long.filter(there).flatMap((column) => wholeOf(own(column), column, limits)),
    ...Object.entries(looked).map(([alias, sql]) => `${sql} AS ${alias}`),
  ];
  let number = before;
  for (const row of rows(`SELECT ${selected.join(", ")} FROM ${table} ORDER BY ${own(by)}`)) {
    number++;
    if (number - before > mostRows)
      throw new UserError({ code: "broken-database", message: "is a damaged database: its pages lead in a circle", where: name });
    yield {
      number,
      value: (column) => row[column] ?? null,
      bytes: (column) => wholeIn(row, column, limits),
    };
    if (number % PROGRESS_EVERY === 0 || number === total) onProgress(number, total, "records");
  }
}

/** How many rows each of these tables has. Throws a UserError where there is none at all. */
export function countsOf({ rows, mostRows }: Database, { name }: Input, ...tables: readonly string[]): number[] {
  const counts = tables.map((table) => {
    const [counted] = rows(`SELECT count(*) AS n FROM (SELECT 1 FROM ${table} LIMIT ${mostRows})`);
    return Number(counted?.["n"]);
  });
  if (counts.every((count) => count === 0))
    throw new UserError({ code: "empty", message: "there is nothing to judge: the database has no messages", where: name });
  return counts;
}

/** Bytes of one long column of the row with this id. */
export function bytesAt(
  { rows }: Database,
  { limits }: Input,
  table: string,
  column: string,
  id: Value,
): Uint8Array | null | BrokenDraft {
  const [row] = rows(`SELECT ${wholeOf(column, "bytes", limits).join(", ")} FROM ${table} WHERE rowid = ?`, [id]);
  return row ? wholeIn(row, "bytes", limits) : null;
}

/**
 * For rows sorted by a number in their column `key`: those of one key. Keys must be asked for in rising order, so that
 * one reading of the rows is enough.
 */
export function sortedByKey(rows: Iterator<Row, void>): (key: Value) => readonly Row[] {
  let next = rows.next();
  let last: { readonly key: Value; readonly found: readonly Row[] } | undefined;
  return (key) => {
    if (key === null) return [];
    if (last?.key === key) return last.found;
    const found: Row[] = [];
    for (; !next.done && isUpTo(next.value["key"], key); next = rows.next())
      if (next.value["key"] === key) found.push(next.value);
    last = { key, found };
    return found;
  };
}

const isUpTo = (value: Value | undefined, key: Value): boolean => value === null || (value as number) <= (key as number);

/** Bytes as text, exactly; what is no UTF-8 becomes U+FFFD, and that is told. */
export function textOf(bytes: Uint8Array, number: number, { notice }: Input): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    notice("not-utf8", `record ${number}: part of the text is no UTF-8 and stands as \ufffd`);
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  }
}

/** A value as text; null where there is none, also where an app wrote out that there is none. */
export function named(value: Value): string | null {
  if (value === null || value instanceof Uint8Array) return null;
  const text = String(value).trim();
  return /^(?:null|\(unknown\))?$/i.test(text) ? null : text;
}

/** When a message was sent; a time that is there and is none is told. */
export function timeOf(value: Value, number: number, input: Input, unit?: EpochUnit, since?: number): SentTime | null {
  if (value === null || value instanceof Uint8Array || Number(value) === 0) return null;
  const time = fromEpoch(value, input.zone, unit, since);
  if (time === null) input.notice("unknown-time", `record ${number}: the time “${value}” is not understood`);
  return time;
}

/** Throws a UserError where a database lacks what a format cannot do without. */
export function need({ tables }: Database, { name }: Input, format: string, table: string, ...columns: readonly string[]): void {
  const found = tables.get(table);
  if (!found) throw unknownDatabase(tables, name, `${format} has a table ${table}`);
  const missing = columns.filter((column) => !found.includes(column));
  if (missing.length > 0)
    throw new UserError({
      code: "missing-column",
      message: `its table ${table} has no column ${missing.join(", ")}`,
      where: name,
      hint: `${format} has it; the columns here are ${found.join(", ")}`,
    });
}

/** What is said of a database of some other app. */
export function unknownDatabase(tables: Database["tables"], name: string, expected = EXPECTED): UserError {
  const message = tables.get("message");
  if (message?.includes("talker") && message.includes("issend"))
    return new UserError({
      code: "refused-format",
      message: "is WeChat's own database, which is not read",
      where: name,
      hint: "export the chats as CSV or JSON with a tool such as WeFlow",
    });
  const list = [...tables.keys()].filter((table) => !table.startsWith("sqlite_"));
  return new UserError({
    code: "unknown-format",
    message: `is a database of none of the apps known: ${list.length === 0 ? "it has no tables" : `its tables are ${shown(list)}`}`,
    where: name,
    hint: `${expected}; export the messages as CSV, XML or JSON`,
  });
}

const EXPECTED = "message and handle (Apple), sms_tb (Huawei) or sms (Android) were expected";
const MOST_SHOWN = 20;
const shown = (list: readonly string[]): string =>
  list.length > MOST_SHOWN ? `${list.slice(0, MOST_SHOWN).join(", ")} and ${list.length - MOST_SHOWN} more` : list.join(", ");
