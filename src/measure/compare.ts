import type { Outcome } from "./outcome.js";

/** A message that was answered differently. */
export interface Change {
  readonly id: string;
  readonly before: Outcome;
  readonly after: Outcome;
}

/** What changed from one run to another; ids in the order of the run that has them. */
export interface Comparison {
  readonly becameRight: readonly Change[];
  readonly becameWrong: readonly Change[];
  /** Another answer, as right or as wrong as before; or a debatable message. */
  readonly changedOtherwise: readonly Change[];
  readonly onlyBefore: readonly string[];
  readonly onlyNow: readonly string[];
}

/** Compares two runs message by message, by id. Whether a message was right is told by the labels of its own run. */
export function compareRuns(before: readonly Outcome[], after: readonly Outcome[]): Comparison {
  const [old, now] = [byId(before), byId(after)];
  const becameRight: Change[] = [];
  const becameWrong: Change[] = [];
  const changedOtherwise: Change[] = [];
  for (const [id, outcome] of now) {
    const was = old.get(id);
    if (!was) continue;
    const change = { id, before: was, after: outcome };
    const counted = !was.debatable && !outcome.debatable;
    if (counted && was.right !== outcome.right) (outcome.right ? becameRight : becameWrong).push(change);
    else if (!sameAnswer(was, outcome)) changedOtherwise.push(change);
  }
  return {
    becameRight,
    becameWrong,
    changedOtherwise,
    onlyBefore: [...old.keys()].filter((id) => !now.has(id)),
    onlyNow: [...now.keys()].filter((id) => !old.has(id)),
  };
}

const sameAnswer = (a: Outcome, b: Outcome): boolean =>
  a.verdict === b.verdict && a.flags.length === b.flags.length && a.flags.every((id) => b.flags.includes(id));

/** An id that is used again gets a number, so that no message hides another. */
function byId(outcomes: readonly Outcome[]): Map<string, Outcome> {
  const result = new Map<string, Outcome>();
  const used = new Map<string, number>();
  for (const outcome of outcomes) {
    const times = (used.get(outcome.id) ?? 0) + 1;
    used.set(outcome.id, times);
    result.set(times === 1 ? outcome.id : `${outcome.id} (${times})`, outcome);
  }
  return result;
}
