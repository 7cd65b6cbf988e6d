import type { Segment } from "../segment/segmenter.js";
import type { Entity } from "../text/entities.js";

/** The terms the model sees: words, pairs of neighbouring words, and what kinds of entities occur. */
export function featuresOf(segments: readonly Segment[], entities: readonly Entity[]): string[] {
  const terms = new Set<string>();
  let before: Segment | undefined;
  for (const segment of segments) {
    terms.add(segment.word);
    if (before && before.start + before.word.length === segment.start) terms.add(`${before.word}_${segment.word}`);
    before = segment;
  }
  for (const { kind } of entities) terms.add(`<${kind}>`);
  return [...terms];
}
