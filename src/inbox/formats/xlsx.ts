import { type Problem, UserError } from "../../errors.js";
import type { Draft } from "../draft.js";
import type { Input } from "../input.js";
import { overLimit } from "../limits.js";
import { type Table, tableOf } from "../table.js";
import { sheetRows } from "../xlsx/sheet.js";
import { openWorkbook } from "../xlsx/workbook.js";

/**
 * A workbook of Excel, WPS or LibreOffice (ECMA-376): every sheet whose first row is a header that is understood, as
 * in CSV. Rows are read one at a time; only the strings that cells share are kept.
 */
export async function* readXlsx(input: Input): AsyncGenerator<Draft> {
  const archive = await input.archive();
  const book = await openWorkbook(archive, input.name, input.limits);
  const left: { readonly sheet: string; readonly problem: Problem }[] = [];
  let isAnyRead = false;
  for (const sheet of book.sheets) {
    const place = `sheet “${sheet.name}”`;
    let table: Table | undefined;
    let isDoubtTold = false;
    for await (const row of sheetRows(archive, book, sheet, input.name, input.limits)) {
      const at = `${place}, row ${row.number}`;
      if (!row.tooLong && row.unreadable.size === 0 && row.cells.every((cell) => cell.trim() === "")) continue;
      if (table === undefined) {
        try {
          table = tableOf(row.cells, input, place);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          left.push({ sheet: sheet.name, problem: error.problems[0] as Problem });
          break;
        }
        isAnyRead = true;
        continue;
      }
      if (row.doubtful !== undefined && !isDoubtTold) {
        isDoubtTold = true;
        input.notice("digits-lost", `${at}: ${row.doubtful} is kept as a number; beyond 15 digits some may be lost`, {
          hint: "keep numbers of senders as text",
        });
      }
      const draft = row.tooLong
        ? tooLong(at, input)
        : (unreadable(row.unreadable.get(table.text), at) ?? table.draftOf(filled(row.cells, table.text, at)));
      if (draft) yield draft;
    }
  }
  if (!isAnyRead) throw new UserError(left[0]?.problem ?? { ...EMPTY, where: input.name });
  if (left.length > 0)
    input.notice(
      "sheets-left",
      `not read, for no column is known to be the text: sheet ${left.map(({ sheet }) => `“${sheet}”`).join(", ")}`,
      {
        hint: "if messages are there, save the sheet as CSV and say which column with --map text=列名",
      },
    );
}

const EMPTY = { code: "empty", message: "there is nothing to judge: no sheet has a row" };

const tooLong = (at: string, { limits }: Input): Draft => ({ kind: "broken", ...overLimit("maxRecord", limits, at) });

function unreadable(why: string | undefined, at: string): Draft | null {
  if (why === undefined) return null;
  return {
    kind: "broken",
    code: "unreadable-cell",
    message: `${at}: in place of the text is ${why}`,
    hint: "a text that begins with = + - or @ must be kept as text; else open the workbook, let it calculate, and save it",
  };
}

/** Cells at the end of a row that are empty are not written down: that of the text may be one. */
const filled = (cells: readonly string[], text: number, place: string) => ({
  cells: cells.length <= text ? [...cells, ...Array<string>(text + 1 - cells.length).fill("")] : cells,
  place,
});
