import type { Segment } from "../segment/segmenter.js";
import type { StandingEntity } from "../senders/standing.js";
import type { Normalised, Span } from "../text/normalise.js";

/** Signals a message gives (past due, a request to pay, a warning to the public …), with their words. */
export type Signals = ReadonlyMap<string, readonly Span[]>;

/** A message as rules see it: normalised text, entities, and words when a rule asks for them. */
export interface Subject {
  readonly text: Normalised;
  readonly entities: readonly StandingEntity[];
  /** Segments on first use: most messages never need them. */
  readonly segments: () => readonly Segment[];
  /** Signals known beforehand: how long the payment is overdue. */
  readonly given: Signals;
}
