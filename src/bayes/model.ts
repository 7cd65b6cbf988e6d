import { TEXT_FLAGS, type TextFlagId } from "../types.js";

/** What the model tells apart: each text flag against the rest, and collection (or scam) against anything else. */
export const BAYES_CLASSES = [...TEXT_FLAGS, "collection"] as const;
export type BayesClass = TextFlagId | "collection";

/** Counts of documents, as `rules/bayes/model.json` holds them; written by `cuijian train`. */
export interface BayesModel {
  /** Labelled messages learnt from. */
  readonly documents: number;
  /** Of these, how many belong to each class. */
  readonly positives: Readonly<Record<BayesClass, number>>;
  /** Term → documents it occurs in: in all, then in each class, in the order of {@link BAYES_CLASSES}. */
  readonly terms: Readonly<Record<string, readonly number[]>>;
  /** Slope and offset that turn a class's log odds into calibrated log odds. */
  readonly scale: Readonly<Record<BayesClass, { readonly slope: number; readonly offset: number }>>;
}

/**
 * Added to every count of a term: what a term never seen in a class counts for. natural's own 1 drowns
 * classes of a few hundred messages; 0.2 was the best compromise of 0.05–1 over own and real messages.
 */
export const SMOOTHING = 0.2;

/** A model that has learnt nothing: where training starts from. */
export const EMPTY_MODEL: BayesModel = {
  documents: 0,
  positives: perClass(() => 0),
  terms: {},
  scale: perClass(() => ({ slope: 1, offset: 0 })),
};

/** One value for each class. */
export function perClass<T>(value: (name: BayesClass, column: number) => T): Record<BayesClass, T> {
  return Object.fromEntries(BAYES_CLASSES.map((name, column) => [name, value(name, column)])) as Record<BayesClass, T>;
}
