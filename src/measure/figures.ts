import { bootstrapF1 } from "./bootstrap.js";
import { calibrationError } from "./calibration-error.js";
import { type Confusion, confusion } from "./confusion.js";
import { type Answer, type Count, f1Of, macroF1Of, type Questions } from "./counts.js";
import { type Interval, wilson } from "./intervals.js";
import type { Outcome } from "./outcome.js";
import { scoreAnswers } from "./score.js";

/** A figure and where it lies; both null where there is nothing to measure. */
export interface Figure {
  readonly value: number | null;
  readonly interval: Interval | null;
}

/** A share, with the counts it is made of. */
export interface Share extends Figure {
  readonly count: number;
  readonly of: number;
}

/** How well one yes-or-no question was answered. */
export interface Answered extends Count {
  readonly precision: Share;
  readonly recall: Share;
  readonly f1: Figure;
}

/** Everything a run over labelled messages tells. */
export interface Figures extends Questions<Answered> {
  /** Messages measured: without the debatable ones. */
  readonly messages: number;
  /** Of these, messages whose flags are labelled. */
  readonly withFlags: number;
  readonly debatable: { readonly messages: number; readonly asLabelled: number };
  readonly macroF1: Figure;
  readonly verdictsExact: Share;
  /** Of the messages labelled unrelated or legitimate, those with a flag from `warning` up. */
  readonly falseAlarms: Share;
  readonly calibrationError: number | null;
  readonly confusion: Confusion;
}

/** Measures a run. Debatable messages are counted, and left out of every figure. */
export function measure(outcomes: readonly Outcome[]): Figures {
  const firm = outcomes.filter(({ debatable }) => !debatable);
  const debatable = outcomes.filter((outcome) => outcome.debatable);
  const { flags, flagged, verdicts } = scoreAnswers(firm);
  const f1 = bootstrapF1(firm);
  const withVerdict = firm.filter(({ expected }) => expected.verdict !== undefined);
  const harmless = firm.filter(({ expected }) => expected.verdict === "unrelated" || expected.verdict === "legitimate");
  const rightVerdict = ({ expected, verdict }: Answer): boolean => expected.verdict === verdict;
  return {
    messages: firm.length,
    withFlags: firm.filter(({ expected }) => expected.flags !== undefined).length,
    debatable: { messages: debatable.length, asLabelled: debatable.filter(({ right }) => right).length },
    flags: mapped(flags, (count, id) => answered(count, f1.flags[id])),
    flagged: answered(flagged, f1.flagged),
    verdicts: mapped(verdicts, (count, id) => answered(count, f1.verdicts[id])),
    macroF1: { value: macroF1Of(flags), interval: f1.macroF1 },
    verdictsExact: share(withVerdict.filter(rightVerdict).length, withVerdict.length),
    falseAlarms: share(harmless.filter((outcome) => outcome.flags.length > 0).length, harmless.length),
    calibrationError: calibrationError(
      withVerdict.map((outcome) => ({ confidence: outcome.confidence, right: rightVerdict(outcome) })),
    ),
    confusion: confusion(firm),
  };
}

function answered(count: Count, interval: Interval | null): Answered {
  const { truePositives, falsePositives, falseNegatives } = count;
  return {
    truePositives,
    falsePositives,
    falseNegatives,
    precision: share(truePositives, truePositives + falsePositives),
    recall: share(truePositives, truePositives + falseNegatives),
    f1: { value: f1Of(count), interval: f1Of(count) === null ? null : interval },
  };
}

const share = (count: number, of: number): Share => ({
  count,
  of,
  value: of === 0 ? null : count / of,
  interval: wilson(count, of),
});

function mapped<Id extends string, A, B>(record: Readonly<Record<Id, A>>, change: (value: A, id: Id) => B): Record<Id, B> {
  return Object.fromEntries(Object.entries<A>(record).map(([id, value]) => [id, change(value, id as Id)])) as Record<Id, B>;
}
