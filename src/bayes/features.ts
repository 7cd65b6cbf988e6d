import type { Segment } from "../segment/segmenter.js";
import type { Entity } from "../text/entities.js";

/**
 * The terms the model sees: words, pairs of neighbouring words, what kinds of entities occur, and what
 * the signals make of the text ("a demand", "a dialogue"), which holds for wordings never seen in training.
 */
export function featuresOf(segments: readonly Segment[], entities: readonly Entity[], signals: Iterable<string>): string[] {
  const terms = new Set<string>();
  let before: Segment | undefined;
  for (const segment of segments) {
    terms.add(segment.word);
    if (before && before.start + before.word.length === segment.start) terms.add(`${before.word}_${segment.word}`);
    before = segment;
  }
  for (const { kind } of entities) terms.add(`<${kind}>`);
  for (const signal of signals) terms.add(`signal:${signal}`);
  return [...terms];
}
