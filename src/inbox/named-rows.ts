import { UserError } from "../errors.js";
import { fieldOfColumn, plainWord } from "./columns.js";
import { csvRows, openTable } from "./csv-rows.js";
import type { BrokenDraft } from "./draft.js";
import type { Input } from "./input.js";
import { columnNames } from "./table.js";

/** A row of a table an app wrote: its columns are known by name, not by place. */
export interface NamedRow {
  /** The cell below this name; empty where the table or the row has none. */
  readonly cell: (name: string) => string;
  readonly line: number;
}

/**
 * The rows of an app's table.
 * @param app whose it is, for errors
 * @param needed columns without which it is not that; throws a UserError that lists those it has
 */
export async function* namedRows(input: Input, app: string, needed: readonly string[]): AsyncGenerator<NamedRow | BrokenDraft> {
  const wanted = new Set(needed.map(plainWord));
  const { texts, delimiter, firstLine } = await openTable(
    input.text(),
    (name) => wanted.has(plainWord(name)) || fieldOfColumn(name) !== undefined,
  );
  let places: ReadonlyMap<string, number> | undefined;
  for await (const row of csvRows(texts, delimiter, input.limits, firstLine)) {
    if ("kind" in row) yield row;
    else if (places === undefined) places = placesOf(row.cells, input, app, needed);
    else {
      const { cells, line } = row;
      if (cells.every((cell) => cell.trim() === "")) continue;
      if (cells.slice(places.size).some((cell) => cell.trim() !== "")) {
        yield {
          kind: "broken",
          code: "ragged-row",
          message: `the row has ${cells.length} cells, the header ${places.size}`,
          hint: "a text with a comma in it must stand in quotes; export it again",
          line,
        };
        continue;
      }
      const known = places;
      yield { cell: (name) => cells[known.get(plainWord(name)) ?? -1] ?? "", line };
    }
  }
}

function placesOf(header: readonly string[], input: Input, app: string, needed: readonly string[]): ReadonlyMap<string, number> {
  const names = columnNames(header);
  // Of two columns of one name the first counts; the second keeps its place under its number.
  const places = new Map<string, number>();
  for (const [i, name] of names.entries()) places.set(places.has(plainWord(name)) ? `column ${i + 1}` : plainWord(name), i);
  const missing = needed.filter((name) => !places.has(plainWord(name)));
  if (missing.length === 0) return places;
  throw new UserError({
    code: "missing-column",
    message: `is not as ${app} writes it: no column ${missing.join(", ")}; there are: ${names.join(", ")}`,
    where: input.name,
    hint: "read it as a table of any kind: --from csv --map text=列名",
  });
}
