import stringWidth from "string-width";

/** How a column stands: to the left or to the right. */
export type Align = "l" | "r";

/**
 * Lines of a table, each column as wide as its widest cell on screen (a Chinese character takes two
 * columns). An empty row is an empty line.
 * @param align one letter a column
 */
export function table(rows: readonly (readonly string[])[], align: readonly Align[], gap = "  "): string[] {
  const widths = align.map((_, column) => Math.max(0, ...rows.map((row) => stringWidth(row[column] ?? ""))));
  return rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0, align[column] ?? "l"))
      .join(gap)
      .trimEnd(),
  );
}

function pad(cell: string, width: number, align: Align): string {
  const space = " ".repeat(Math.max(0, width - stringWidth(cell)));
  return align === "l" ? cell + space : space + cell;
}
