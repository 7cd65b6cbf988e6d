import type { Report } from "../types.js";
import type { Answer } from "./counts.js";
import type { Fixture } from "./fixtures.js";
import { toAnswer, unmetBy } from "./score.js";

/** What came of one labelled message in a run: all that the figures need, and nothing of its text. */
export interface Outcome extends Answer {
  readonly id: string;
  /** `FILE:LINE`. */
  readonly where: string;
  /** Of the verdict. */
  readonly confidence: number;
  /** People disagree about its label: it is run, and not counted. */
  readonly debatable: boolean;
  /** Every expectation is met. */
  readonly right: boolean;
}

export function outcomeOf({ id, where, expected, debatable }: Fixture, report: Report): Outcome {
  return makeOutcome({ id, where, debatable, confidence: report.confidence, ...toAnswer({ expected, report }) });
}

/** An outcome from its parts; whether it is right follows from them. */
export function makeOutcome(parts: Omit<Outcome, "right">): Outcome {
  return { ...parts, right: unmetBy(parts).length === 0 };
}
