import type { Segment } from "../segment/segmenter.js";
import type { StandingEntity } from "../senders/standing.js";
import type { Normalised } from "../text/normalise.js";

/** A message as rules see it: normalised text, entities, and words when a rule asks for them. */
export interface Subject {
  readonly text: Normalised;
  readonly entities: readonly StandingEntity[];
  /** Segments on first use: most messages never need them. */
  readonly segments: () => readonly Segment[];
}
