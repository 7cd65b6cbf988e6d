import type { FlagId, TextFlagId, Verdict } from "../types.js";
import { makeOutcome, type Outcome } from "./outcome.js";

let made = 0;

/** For tests: a message labelled `verdict` with `flags` that was given what `got` says, and the like where it says nothing. */
export function anOutcome(
  verdict: Verdict,
  flags: readonly TextFlagId[] = [],
  got: Partial<Pick<Outcome, "id" | "verdict" | "confidence" | "debatable">> & { readonly flags?: readonly FlagId[] } = {},
): Outcome {
  const id = `m-${++made}`;
  return makeOutcome({
    id,
    where: `f:${made}`,
    expected: { verdict, flags },
    verdict,
    flags,
    confidence: 0.9,
    debatable: false,
    ...got,
  });
}

/** So many of the same. */
export const times = (count: number, make: () => Outcome): Outcome[] => Array.from({ length: count }, make);
