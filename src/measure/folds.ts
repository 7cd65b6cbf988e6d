import { createHash } from "node:crypto";
import type { Normalise } from "../text/normalise.js";
import type { Labelled } from "./fixtures.js";

/**
 * Puts together what differs in no more than numbers, signs, spaces and spelling: a template sent to many is one
 * text, and a model that learnt from one copy has seen the others. Gives sets of positions, in an order that
 * depends on the texts alone.
 */
export function nearIdentical(labelled: readonly Labelled[], normalise: Normalise): number[][] {
  const sets = new Map<string, number[]>();
  labelled.forEach(({ message }, position) => {
    const hash = createHash("sha256").update(gist(message.text, normalise)).digest("hex");
    const set = sets.get(hash);
    if (set) set.push(position);
    else sets.set(hash, [position]);
  });
  return [...sets].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, set]) => set);
}

/**
 * Deals the sets of {@link nearIdentical} out to folds, whole, so that each fold gets its share of every
 * combination of verdict and flags. Gives the fold of each message; the order of messages changes nothing.
 */
export function dealFolds(labelled: readonly Labelled[], sets: readonly (readonly number[])[], folds: number): number[] {
  const foldOf = new Array<number>(labelled.length).fill(0);
  const sizes = new Array<number>(folds).fill(0);
  const perStratum = new Map<string, number[]>();
  for (const set of sets) {
    const stratum = set.map((position) => stratumOf(labelled[position] as Labelled)).sort()[0] as string;
    const here = perStratum.get(stratum) ?? new Array<number>(folds).fill(0);
    perStratum.set(stratum, here);
    const fold = emptiest(here, sizes);
    for (const position of set) foldOf[position] = fold;
    here[fold] = (here[fold] as number) + set.length;
    sizes[fold] = (sizes[fold] as number) + set.length;
  }
  return foldOf;
}

function gist(raw: string, normalise: Normalise): string {
  const { text } = normalise(raw);
  return text.replace(/[\s\p{P}\p{S}]/gu, "").replace(/\d+/g, "0") || text;
}

const stratumOf = ({ verdict, flags }: Labelled): string => [verdict, ...[...flags].sort()].join(" ");

/** The fold with the fewest messages of the stratum; among those, with the fewest of all. */
function emptiest(ofStratum: readonly number[], ofAll: readonly number[]): number {
  let best = 0;
  ofStratum.forEach((count, fold) => {
    const fewer = count - (ofStratum[best] as number) || (ofAll[fold] as number) - (ofAll[best] as number);
    if (fewer < 0) best = fold;
  });
  return best;
}
