import type { MappedText } from "./fold.js";

/** Replace `text.slice(start, end)` by `with`. */
export interface Rewrite {
  readonly start: number;
  readonly end: number;
  readonly with: string;
}

/**
 * Applies rewrites (sorted, not overlapping) and carries the map along. What a rewrite puts in is
 * one unit: a span that touches it covers all of the original it stands for. So is a piece that is
 * "replaced" by itself.
 */
export function rewrite(mapped: MappedText, rewrites: readonly Rewrite[]): MappedText {
  if (rewrites.length === 0) return mapped;
  const { text } = mapped;
  const parts: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const keep = (start: number, end: number) => {
    parts.push(text.slice(start, end));
    for (let i = start; i < end; i++) {
      from.push(mapped.from ? (mapped.from[i] as number) : i);
      to.push(mapped.to ? (mapped.to[i] as number) : i + 1);
    }
  };
  let at = 0;
  for (const { start, end, with: replacement } of rewrites) {
    keep(at, start);
    parts.push(replacement);
    for (let i = 0; i < replacement.length; i++) {
      from.push(mapped.from ? (mapped.from[start] as number) : start);
      to.push(mapped.to ? (mapped.to[end - 1] as number) : end);
    }
    at = end;
  }
  keep(at, text.length);
  if (mapped.from) mergeOverlapping(from, to);
  return { text: parts.join(""), from: Int32Array.from(from), to: Int32Array.from(to) };
}

/** A rewrite that began or ended inside an older unit makes one unit with it. */
function mergeOverlapping(from: number[], to: number[]): void {
  for (let start = 0, next = 0; start < from.length; start = next) {
    let end = to[start] as number;
    for (next = start + 1; next < from.length && (from[next] as number) < end; next++) end = Math.max(end, to[next] as number);
    from.fill(from[start] as number, start, next);
    to.fill(end, start, next);
  }
}
