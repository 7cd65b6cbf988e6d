import type { Report, Verdict } from "../types.js";
import { decide } from "../verdict/decide.js";

/**
 * The verdict a message would have with some of its flags only: what counts for an exit code where the others are
 * accepted or known.
 */
export const verdictOf = ({ verdict, flags }: Report, kept: (position: number) => boolean): Verdict =>
  decide(
    flags
      .filter((_, i) => kept(i))
      .map(({ id, severity, evidence }) => ({ id, severity, bayesOnly: evidence.every(({ by }) => by === "bayes") })),
    verdict !== "unrelated",
  );
