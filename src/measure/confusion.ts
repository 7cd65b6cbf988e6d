import { VERDICTS, type Verdict } from "../types.js";
import type { Answer } from "./counts.js";

/** How many messages of each labelled verdict were given each verdict. */
export type Confusion = Readonly<Record<Verdict, Readonly<Record<Verdict, number>>>>;

/** Sets labelled against given verdicts; messages without a labelled verdict are left out. */
export function confusion(answers: readonly Answer[]): Confusion {
  const matrix = perVerdict(() => perVerdict(() => 0));
  for (const { expected, verdict } of answers) if (expected.verdict) matrix[expected.verdict][verdict]++;
  return matrix;
}

const perVerdict = <T>(value: () => T): Record<Verdict, T> =>
  Object.fromEntries(VERDICTS.map((verdict) => [verdict, value()])) as Record<Verdict, T>;
