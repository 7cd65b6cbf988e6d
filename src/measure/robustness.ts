import type { Classify } from "../classifier.js";
import { TEXT_FLAGS } from "../types.js";
import type { Labelled } from "./fixtures.js";
import type { Obfuscate } from "./obfuscate.js";
import { type Score, score } from "./score.js";
import { WAYS, type Way } from "./ways.js";

/** How well messages are judged as they are, and written as senders write who hide from filters. */
export interface Robustness {
  readonly plain: Score;
  /** Each message in one or two ways of its own. */
  readonly mixed: Score;
  /** Messages that were changed so. */
  readonly changed: number;
  /** Every message in this one way, as far as it has something to hide. */
  readonly ways: readonly { readonly way: Way; readonly changed: number; readonly score: Score }[];
}

/** Judges labelled messages plain, obfuscated at large, and in each of the ways by itself. */
export function robustness(
  labelled: readonly Labelled[],
  classify: Classify,
  obfuscate: Obfuscate,
  seed: number,
  ways: readonly Way[] = WAYS,
): Robustness {
  const scored = (rewrite: (text: string) => string): { changed: number; score: Score } => {
    let changed = 0;
    const judged = labelled.map(({ message, verdict, flags }) => {
      const text = rewrite(message.text);
      if (text !== message.text) changed++;
      return { expected: { verdict, flags }, report: classify({ ...message, text }) };
    });
    return { changed, score: score(judged) };
  };
  const mixed = scored((text) => obfuscate(text, seed).text);
  return {
    plain: scored((text) => text).score,
    mixed: mixed.score,
    changed: mixed.changed,
    ways: ways.map((way) => ({ way, ...scored((text) => obfuscate(text, seed, [way]).text) })),
  };
}

/** Points of macro-F1 lost, of a hundred. */
export const lost = (plain: Score, hidden: Score): number => (plain.macroF1 - hidden.macroF1) * 100;

/** One line a way: macro-F1, flagged F1, F1 of each flag, and the loss in points of macro-F1. */
export function renderRobustness({ plain, mixed, changed, ways }: Robustness): string {
  const row = (name: string, changed: number, score: Score): string =>
    [
      name.padEnd(18),
      String(changed).padStart(8),
      ...[score.macroF1, score.flagged.f1, ...TEXT_FLAGS.map((id) => score.flags[id].f1)].map((f1, i) =>
        f1.toFixed(3).padStart(HEADS[i]?.length ?? 0),
      ),
      (score === plain ? "" : (0 - lost(plain, score)).toFixed(1)).padStart(7),
    ].join("  ");
  return `${[
    ["F1".padEnd(18), " changed", ...HEADS, " points"].join("  "),
    row("plain", 0, plain),
    row("one or two ways", changed, mixed),
    "",
    ...ways.map(({ way, changed, score }) => row(way, changed, score)),
  ].join("\n")}\n`;
}

const HEADS = ["macro-F1", "flagged", ...TEXT_FLAGS];
