import type { Locate, Position } from "./draft.js";

/**
 * A text read again from how a format wrote it, unit by unit: where each UTF-16 unit of it begins in the source.
 * Readers hand over texts without this; it is done for those few whose places are asked for.
 */
export class Followed {
  text = "";
  /** One place for each unit of `text`, and after `end` one for what follows the last. */
  readonly at: number[] = [];

  constructor(readonly source: string) {}

  /** The source as it stands. */
  copy(from: number, to: number): void {
    this.text += this.source.slice(from, to);
    for (let i = from; i < to; i++) this.at.push(i);
  }

  /** What something in the source stands for: an escape, a folded line end. */
  put(units: string, from: number): void {
    this.text += units;
    for (let i = 0; i < units.length; i++) this.at.push(from);
  }

  append({ text, at }: Followed): void {
    this.text += text;
    for (const place of at) this.at.push(place);
  }

  end(at: number): this {
    this.at.push(at);
    return this;
  }
}

/** As the lines of text, JSON and YAML are counted. */
const LINE_FEED = /\n/g;

/**
 * The places of a text that stands in `source` as it is.
 * @param begin where the source begins in its file
 */
export const locateAsIs = (source: string, begin: Position): Locate =>
  lazily(() => {
    const placeOf = placesIn(source, begin);
    return (offset) => placeOf(Math.min(offset, source.length));
  });

/**
 * The places of a text that `follow` finds in a source. Nothing is done before the first is asked for. Should `follow`
 * read another text than the reader did, every offset is where that text begins: vague, but not wrong.
 * @param placesOf offsets into that source to places in the file
 */
export const locateIn = (
  text: string,
  follow: () => Followed,
  placesOf: (source: string) => (offset: number) => Position,
): Locate =>
  lazily(() => {
    const { source, text: again, at } = follow();
    const placeOf = placesOf(source);
    return (offset) => placeOf((again === text ? at[Math.min(offset, text.length)] : at[0]) as number);
  });

/** Does nothing before the first place is asked for, and what is done then once. */
export function lazily(start: () => Locate): Locate {
  let locate: Locate | undefined;
  return (offset) => {
    locate ??= start();
    return locate(offset);
  };
}

/**
 * Offsets into a source to places in its file.
 * @param begin where the source begins in it
 * @param lineEnd how lines are counted
 */
export function placesIn(source: string, { line, column }: Position, lineEnd = LINE_FEED): (offset: number) => Position {
  /** Where the lines after the first begin. */
  const starts = Array.from(source.matchAll(lineEnd), ({ 0: end, index }) => index + end.length);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? { line, column: column + offset } : { line: line + low, column: offset - (starts[low - 1] as number) + 1 };
  };
}

/**
 * The place of a fault, for people: its column counts characters.
 * @param line of the beginning of the source, which is the beginning of a line
 */
export function placeForPeople(source: string, offset: number, line = 1): Position {
  const lines = source.slice(0, offset).split("\n");
  return { line: line + lines.length - 1, column: [...(lines.at(-1) as string)].length + 1 };
}
