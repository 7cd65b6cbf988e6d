import stringWidth from "string-width";

const graphemes = new Intl.Segmenter("zh", { granularity: "grapheme" });
/** Marks that must not begin a line. */
const CLOSING = /^[,。，、；：！？!?;:)）」』】》”’…%]$/;

/**
 * Breaks text into lines of at most `width` columns (a Chinese character takes two), between any
 * two Chinese characters or at spaces, never before a closing mark.
 */
export function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => wrapLine(line, Math.max(width, 8)));
}

function wrapLine(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const piece of pieces(text)) {
    const size = stringWidth(piece);
    if (used + size > width && line !== "" && !CLOSING.test(piece)) {
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

/** Latin words and numbers hold together; everything else may be parted. */
function pieces(text: string): string[] {
  const result: string[] = [];
  for (const { segment } of graphemes.segment(text)) {
    const last = result.at(-1);
    if (last !== undefined && /^[!-~]+$/.test(last) && /^[!-~]$/.test(segment) && last.length < 40)
      result[result.length - 1] = last + segment;
    else result.push(segment);
  }
  return result;
}
