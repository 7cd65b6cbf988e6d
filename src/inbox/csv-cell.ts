import { Followed } from "./locate.js";

/**
 * A cell of a row, read again from how it was written, with quotes as the parser of tables takes them: a quote opens
 * only at the beginning of a cell; one that is closed before the cell ends belongs to its text.
 * @param row as it was written
 * @param column 0-based
 */
export function followCell(row: string, delimiter: string, column: number): Followed {
  let i = 0;
  for (let cell = 0; ; cell++) {
    const followed = new Followed(row);
    i = throughCell(followed, i, delimiter);
    if (cell === column || row[i] !== delimiter) return followed;
    i++;
  }
}

/** Through one cell; returns where it ends. */
function throughCell(followed: Followed, start: number, delimiter: string): number {
  const { source } = followed;
  const ends = (i: number): boolean => i >= source.length || source[i] === delimiter || /[\r\n]/.test(source[i] as string);
  let i = start;
  if (source[i] === '"') {
    const inner = new Followed(source);
    i = throughQuotes(inner, i + 1);
    if (ends(i + 1)) {
      followed.append(inner);
      followed.end(i);
      return i + 1;
    }
    followed.put('"', start);
    followed.append(inner);
  }
  const from = i;
  while (!ends(i)) i++;
  followed.copy(from, i);
  followed.end(i);
  return i;
}

/** To the quote that closes; one that is doubled does not. */
function throughQuotes(followed: Followed, start: number): number {
  const { source } = followed;
  let i = start;
  for (; i < source.length; i++) {
    if (source[i] === '"') {
      if (source[i + 1] !== '"') break;
      followed.put('"', i++);
    } else followed.copy(i, i + 1);
  }
  return i;
}
