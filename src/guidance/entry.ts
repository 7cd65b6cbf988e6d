import type { FlagId, SourceConfidence } from "../types.js";

export const BINDINGS = ["law", "interpretation", "regulation", "standard", "self-regulation", "advisory", "practice"] as const;
/** How strongly a norm binds, strongest first. */
export type Binding = (typeof BINDINGS)[number];

/** One article of a law, standard or practice, with the time it was in force; from `rules/guidance/`. */
export interface GuidanceEntry {
  readonly id: string;
  readonly title: string;
  readonly titleEn: string;
  readonly issuer: string;
  readonly number: string | null;
  readonly article: string | null;
  readonly binding: Binding;
  readonly appliesTo: readonly string[];
  /** ISO date, first day in force. */
  readonly inForceFrom: string;
  /** ISO date, last day in force; null while it is. */
  readonly inForceUntil: string | null;
  /** The entry of the earlier version this one took the place of. */
  readonly replaces: string | null;
  readonly confidence: SourceConfidence;
  readonly flags: readonly FlagId[];
  readonly says: string;
  readonly saysEn: string;
  readonly sources: readonly string[];
  readonly note: string | null;
  /** Why no version was in force between the one it replaces and this one; null where none is missing. */
  readonly gap: string | null;
  /** Why no flag cites it; null for what may be cited. */
  readonly aside: string | null;
}

/** In force on that day (ISO date)? */
export const inForce = ({ inForceFrom, inForceUntil }: GuidanceEntry, day: string): boolean =>
  inForceFrom <= day && (inForceUntil === null || day <= inForceUntil);
