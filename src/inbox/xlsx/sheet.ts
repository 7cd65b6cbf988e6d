import { UserError } from "../../errors.js";
import type { Archive } from "../archive.js";
import { type Limits, overLimit } from "../limits.js";
import { unescaped } from "./escapes.js";
import { clockTime, writtenOut } from "./numbers.js";
import type { Workbook } from "./workbook.js";
import { readXml } from "./xml.js";

/** A row of a sheet, its cells as text. */
export interface SheetRow {
  /** As the sheet counts it, from 1. */
  readonly number: number;
  /** By column; empty where there is none. */
  readonly cells: readonly string[];
  /** Columns whose cell has no value to read, and why. */
  readonly unreadable: ReadonlyMap<number, string>;
  /** A number whose last digits may be lost, written out. */
  readonly doubtful?: string;
  /** Whether it is longer than `maxRecord`: its cells are left out. */
  readonly tooLong?: true;
}

/** Columns of a sheet: A to XFD. */
const MOST_COLUMNS = 16_384;

/** The rows of a sheet in its order, those without cells left out. Formulas are not evaluated: what they last gave counts. */
export async function* sheetRows(
  archive: Archive,
  book: Workbook,
  sheet: Workbook["sheets"][number],
  name: string,
  limits: Limits,
): AsyncGenerator<SheetRow> {
  const where = `${name}/${sheet.member}`;
  const ready: SheetRow[] = [];
  let count = 0;
  let number = 0;
  let row = newRow();
  let cell: Cell | null = null;
  let column = -1;
  let taken = false;
  let inReading = false;
  const handler = {
    open: (tag: string, attributes: Readonly<Record<string, string>>): void => {
      if (tag === "row") {
        if (++count > limits.maxRows)
          throw new UserError({ ...overLimit("maxRows", limits, `sheet “${sheet.name}”`), where: name });
        number = Number(attributes["r"] ?? number + 1);
        row = newRow();
        column = -1;
      } else if (tag === "c") {
        column = attributes["r"] === undefined ? column + 1 : columnOf(attributes["r"]);
        if (!(column >= 0 && column < MOST_COLUMNS)) throw new Error(`there is no cell ${attributes["r"]}`);
        cell = { type: attributes["t"] ?? "n", style: Number(attributes["s"] ?? 0), value: null, isFormula: false };
      } else if (tag === "f" && cell) cell.isFormula = true;
      else if (tag === "rPh") inReading = true;
      else if ((tag === "v" || tag === "t") && cell && !inReading) {
        taken = true;
        cell.value ??= "";
      }
    },
    text: (text: string): void => {
      if (taken && cell) cell.value += text;
    },
    close: (tag: string): void => {
      if (tag === "v" || tag === "t") taken = false;
      else if (tag === "rPh") inReading = false;
      else if (tag === "c" && cell) {
        put(row, column, cell, book, limits);
        cell = null;
      } else if (tag === "row" && (row.cells.length > 0 || row.unreadable.size > 0 || row.tooLong))
        ready.push({ number, ...row });
    },
  };
  for await (const _ of readXml(archive.read(sheet.member), handler, where, limits)) yield* ready.splice(0);
}

interface Cell {
  readonly type: string;
  readonly style: number;
  value: string | null;
  isFormula: boolean;
}

interface OpenRow {
  cells: string[];
  readonly unreadable: Map<number, string>;
  units: number;
  doubtful?: string;
  tooLong?: true;
}

const newRow = (): OpenRow => ({ cells: [], unreadable: new Map(), units: 0 });

function put(row: OpenRow, column: number, { type, style, value, isFormula }: Cell, book: Workbook, limits: Limits): void {
  if (row.tooLong) return;
  if (value === null) {
    if (isFormula) row.unreadable.set(column, "a formula whose value was not saved");
    return;
  }
  let text = value;
  if (type === "s") {
    const shared = book.strings[Number(value)];
    if (shared === undefined) row.unreadable.set(column, `string ${value}, which the workbook does not have`);
    text = shared ?? "";
  } else if (type === "e") {
    row.unreadable.set(column, `the error ${value}`);
    text = "";
  } else if (type === "b") text = value.trim() === "1" ? "TRUE" : "FALSE";
  else if (type === "n") {
    const shown = book.styles[style] ?? "number";
    const { text: plain, doubtful } = writtenOut(value.trim());
    text = (shown === "number" || plain === "" ? null : clockTime(Number(value), shown, book.base)) ?? plain;
    if (doubtful && text === plain) row.doubtful ??= plain;
  } else if (type !== "d") text = unescaped(value);
  row.units += text.length;
  if (row.units > limits.maxRecord) {
    row.tooLong = true;
    row.cells = [];
    return;
  }
  while (row.cells.length < column) row.cells.push("");
  row.cells[column] = text;
}

/** `AB12` → 27; -1 for what is no place. */
function columnOf(place: string): number {
  const letters = /^\$?([A-Z]{1,3})\$?\d/i.exec(place)?.[1]?.toUpperCase() ?? "";
  let column = 0;
  for (const letter of letters) column = column * 26 + (letter.charCodeAt(0) - 64);
  return column - 1;
}
