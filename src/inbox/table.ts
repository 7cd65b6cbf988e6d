import { UserError } from "../errors.js";
import { instantOf } from "../metadata.js";
import { nearest } from "../nearest.js";
import { COLUMN_FIELDS, COLUMN_WORDS, type ColumnField, DIRECTION_WORDS, fieldOfColumn, plainWord } from "./columns.js";
import type { Draft } from "./draft.js";
import type { ColumnMap, Input } from "./input.js";
import { fromText, type SentTime } from "./time.js";

/** One row below the header. */
export interface Row {
  readonly cells: readonly string[];
  /** 1-based line on which it begins, in a text file. */
  readonly line?: number;
  /** For people, where there are no lines: `sheet “短信”, row 12`. */
  readonly place?: string;
}

/** A table whose columns are understood. */
export interface Table {
  /** Which column is the text, 0-based. */
  readonly text: number;
  /** What a row is; null for a blank one, which is no record. */
  readonly draftOf: (row: Row) => Draft | null;
}

type Context = Pick<Input, "name" | "map" | "zone" | "notice">;

/**
 * Understands a table by its header.
 * @param place for people, where the input has more than one table: `sheet “短信”`
 * @throws UserError where no column is the text, two may be, or `map` names one that is not there
 */
export function tableOf(header: readonly string[], context: Context, place?: string): Table {
  const names = columnNames(header);
  const columns = columnsOf(names, context, place);
  const text = columns.text[0] as number;
  // Whoever names a column as we do promises a text in every row; in an app's table pictures have none.
  const promised = names[text] === "text" && context.map.text === undefined;
  const extras = extraNames(names, columns);
  const tell = once(context);
  return {
    text,
    draftOf: (row) => {
      const at = row.line === undefined ? {} : { line: row.line };
      const cell = (field: ColumnField): string => row.cells[columns[field][0] ?? -1]?.trim() ?? "";
      if (row.cells.every((value) => value.trim() === "")) return null;
      if (row.cells.slice(names.length).some((value) => value.trim() !== ""))
        return { kind: "broken", ...tooMany(row, names), ...at };
      if (row.cells.length <= text) return { kind: "broken", ...tooFew(row, names, text), ...at };

      const way = directionOf(cell("direction"), (word) =>
        tell("unknown-direction", `“${word}” says neither received nor sent; such messages are taken as received`, row),
      );
      const body = row.cells[text] as string;
      if (way === "never sent") return { kind: "skipped", why: "never sent", ...at };
      if (body.trim() === "" && way === "out") return { kind: "skipped", why: "sent by the owner", ...at };
      if (body.trim() === "" && !promised) return { kind: "skipped", why: "without text", ...at };

      const time = timeOf(columns.sentAt, names, row, context);
      if (time === null) noticeAt(context, "unknown-time", "its time is not understood; it is judged without one", row);
      if (/^\d(?:\.\d+)?E\+\d+$/i.test(cell("sender")))
        tell("digits-lost", `“${cell("sender")}” is a number a spreadsheet has rounded: its last digits are lost`, row);
      const fields = Object.entries({
        text: body,
        id: cell("id"),
        sentAt: time?.sentAt ?? "",
        sender: cell("sender"),
        direction: way ?? "",
        lender: cell("lender"),
        overdueDays: numberOf(cell("overdueDays")),
        verdict: cell("verdict"),
        flags: listOf(cell("flags")),
        note: cell("note"),
        ...Object.fromEntries(row.cells.flatMap((value, column) => (extras.has(column) ? [[extras.get(column), value]] : []))),
      }).filter(([, value]) => value !== "");
      return {
        kind: "given",
        value: Object.fromEntries(fields),
        ...(time?.timeSource ? { timeSource: time.timeSource } : {}),
        ...at,
      };
    },
  };
}

/** The names of a header, those without one by their number. */
export const columnNames = (header: readonly string[]): readonly string[] =>
  header.map((name, i) => name.trim().replace(/^"(.*)"$/, "$1") || `column ${i + 1}`);

/** Which columns hold which field, the best first. */
type Columns = Readonly<Record<ColumnField, readonly number[]>>;

function columnsOf(names: readonly string[], context: Context, place: string | undefined): Columns {
  const refuse = (code: string, message: string, hint: string): UserError =>
    new UserError({ code, message: place ? `${place}: ${message}` : message, where: context.name, hint });
  const columns = Object.fromEntries(
    COLUMN_FIELDS.map((field) => {
      const wanted = (context.map as ColumnMap & { readonly [field in ColumnField]?: string })[field];
      if (wanted === undefined) return [field, columnsFor(field, names)];
      const exact = names.indexOf(wanted.trim());
      const found = exact >= 0 ? exact : names.findIndex((name) => plainWord(name) === plainWord(wanted));
      if (found >= 0) return [field, [found]];
      throw refuse(
        "unknown-column",
        `--map ${field}=${wanted}: no such column; there are: ${listed(names)}`,
        `did you mean --map ${field}=${nearest(wanted, names)}`,
      );
    }),
  ) as unknown as Columns;
  const mapped = new Set(Object.keys(context.map).map((field) => columns[field as ColumnField][0]));
  const free = Object.fromEntries(
    COLUMN_FIELDS.map((field) => [
      field,
      field in context.map ? columns[field] : columns[field].filter((column) => !mapped.has(column)),
    ]),
  ) as unknown as Columns;
  const [first, second] = free.text;
  if (first === undefined)
    throw refuse(
      "no-text-column",
      `no column is known to be the text; there are: ${listed(names)}`,
      "say which it is with --map text=列名; what is no table is read with --from text or --from lines",
    );
  if (second !== undefined)
    throw refuse(
      "two-text-columns",
      `more than one column may be the text: ${listed(free.text.map((column) => names[column] as string))}; there are: ${listed(names)}`,
      `say which it is with --map text=列名, such as --map text=${names[first]}`,
    );
  return free;
}

/** Our own name for a field, as it stands, before any other word; then in the order of the words. */
function columnsFor(field: ColumnField, names: readonly string[]): number[] {
  const own = names.flatMap((name, i) => (name === field ? [i] : []));
  if (own.length > 0) return own;
  const fitting = names.flatMap((name, i) => (fieldOfColumn(name) === field ? [i] : []));
  const rank = (column: number): number => COLUMN_WORDS[field].indexOf(plainWord(names[column] as string));
  return fitting.sort((a, b) => rank(a) - rank(b) || a - b);
}

const MOST_LISTED = 30;
const listed = (names: readonly string[]): string =>
  [...names.slice(0, MOST_LISTED).map((name) => name.slice(0, 40)), ...(names.length > MOST_LISTED ? ["…"] : [])].join(", ");

/** The columns that are none of ours, each by a name of its own: a header may say one twice. */
function extraNames(names: readonly string[], columns: Columns): ReadonlyMap<number, string> {
  const used = new Set(COLUMN_FIELDS.flatMap((field) => columns[field].slice(0, field === "sentAt" ? 2 : 1)));
  const taken = new Set<string>(COLUMN_FIELDS);
  const copies = new Map<string, number>();
  const extras = new Map<number, string>();
  for (const [column, name] of names.entries()) {
    if (used.has(column)) continue;
    let free = name;
    for (let copy = copies.get(name) ?? 2; taken.has(free); copy++) {
      free = `${name} (${copy})`;
      copies.set(name, copy + 1);
    }
    taken.add(free);
    extras.set(column, free);
  }
  return extras;
}

function directionOf(cell: string, unknown: (word: string) => void): "in" | "out" | "never sent" | null {
  if (cell === "") return null;
  const word = plainWord(cell);
  for (const way of ["in", "out", "never sent"] as const)
    if ((DIRECTION_WORDS[way] as readonly string[]).includes(word)) return way;
  unknown(cell);
  return "in";
}

/** Undefined where none is given, null where it is not understood. */
function timeOf(
  columns: readonly number[],
  names: readonly string[],
  { cells }: Row,
  { zone }: Context,
): (Partial<SentTime> & { readonly sentAt: string }) | null | undefined {
  const [first = "", second = ""] = columns.slice(0, 2).map((column) => cells[column]?.trim() ?? "");
  if (first === "" && second === "") return undefined;
  if (names[columns[0] as number] === "sentAt" && instantOf(first) !== null) return { sentAt: first };
  // A day and a clock may stand in two columns; of two whole times joined nothing can be made.
  const joined =
    first !== "" && second !== "" ? (fromText(`${first} ${second}`, zone) ?? fromText(`${second} ${first}`, zone)) : null;
  return joined ?? fromText(first, zone) ?? fromText(second, zone);
}

const numberOf = (cell: string): number | string => (/^\d+$/.test(cell) ? Number(cell) : cell);
const listOf = (cell: string): readonly string[] | "" => (cell === "" ? "" : cell.split(/[\s,;|，；、]+/).filter(Boolean));

const tooMany = ({ cells, place }: Row, names: readonly string[]): { code: string; message: string; hint: string } => ({
  code: "ragged-row",
  message: `${place ? `${place}: ` : ""}the row has ${cells.length} cells, the header ${names.length}`,
  hint: place
    ? "give its last column a name in the header"
    : "a text with a comma or another separator in it must stand in quotes",
});

const tooFew = (
  { cells, place }: Row,
  names: readonly string[],
  text: number,
): { code: string; message: string; hint: string } => ({
  code: "short-row",
  message: `${place ? `${place}: ` : ""}the row has ${cells.length} of ${names.length} cells and ends before the text (${names[text]})`,
  hint: "a text with a line break in it must stand in quotes",
});

function noticeAt({ notice }: Context, code: string, message: string, { line, place }: Row): void {
  notice(code, place ? `${place}: ${message}` : message, line === undefined ? {} : { line });
}

/** A notice for the first row only: a table of a million rows says the same a million times. */
function once(context: Context): (code: string, message: string, row: Row) => void {
  const told = new Set<string>();
  return (code, message, row) => {
    if (told.has(code)) return;
    told.add(code);
    noticeAt(context, code, message, row);
  };
}
