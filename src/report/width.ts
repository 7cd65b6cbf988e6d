import stringWidth from "string-width";

const graphemes = new Intl.Segmenter("zh", { granularity: "grapheme" });
/** Marks that must not begin a line, and those that must not end one. */
const CLOSING = /^[,。，、；：！？!?;:)）」』】》”’…%⟧]$/;
const OPENING = /[(（「『【《“‘⟦]$/;
const LATIN = /[!-~]$/;
/** Fewer columns than this are as good as none. */
const NARROWEST = 8;

/**
 * Breaks text into lines of at most `width` columns (a Chinese character takes two), between any
 * two Chinese characters or at spaces, never before a closing mark or after an opening one.
 */
export function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => wrapLine(line, Math.max(width, NARROWEST)));
}

function wrapLine(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const piece of pieces(text, width)) {
    const size = stringWidth(piece);
    if (used + size > width && line !== "") {
      lines.push(line.trimEnd());
      line = "";
      used = 0;
      if (piece === " ") continue;
    }
    line += piece;
    used += size;
  }
  lines.push(line.trimEnd());
  return lines;
}

/** What may not be parted: Latin words and numbers, and marks with what they belong to; unless too wide for a line. */
function pieces(text: string, width: number): string[] {
  const result: string[] = [];
  for (const { segment } of graphemes.segment(text)) {
    const last = result.at(-1) ?? "";
    const word = LATIN.test(last) && LATIN.test(segment) && segment.length === 1;
    const belongs = last !== "" && last !== " " && (word || CLOSING.test(segment) || OPENING.test(last));
    if (belongs && stringWidth(last + segment) <= width) result[result.length - 1] = last + segment;
    else result.push(segment);
  }
  return result;
}
