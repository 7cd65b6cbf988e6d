import type { RuleMatch } from "../rules/match.js";
import { rank, type Severity, TEXT_FLAGS, type TextFlagId, type Verdict } from "../types.js";
import type { Labelled } from "./fixtures.js";
import type { Judgement, Opened } from "./opened.js";

/** What one flag rule does on labelled messages. */
export interface RuleWorth {
  readonly id: string;
  readonly flag: TextFlagId;
  readonly severity: Severity;
  /** Messages it holds on that carry its flag, and that do not. */
  readonly right: number;
  readonly wrong: number;
  /** Of these, messages where no other rule raises the flag (from `warning` up). */
  readonly soleRight: number;
  readonly soleWrong: number;
  /** Points of macro-F1, of a hundred, and right verdicts that go when it is left out; negative: it does harm. */
  readonly macroF1: number;
  readonly verdicts: number;
}

/** A message, what it should be, and how it was judged. */
export interface Case {
  readonly labelled: Pick<Labelled, "verdict" | "flags">;
  readonly opened: Pick<Opened, "held" | "judge">;
}

/** A flag rule as far as this table shows it. */
type FlagRule = Pick<RuleMatch["rule"], "id" | "flag" | "severity">;

/** True positives, false positives, false negatives of a flag. */
type Counts = [right: number, wrong: number, missed: number];
type CountsByFlag = Record<TextFlagId, Counts>;

/** The change of all counts when one rule is left out. */
interface Change {
  readonly flags: CountsByFlag;
  verdicts: number;
}

interface Hits {
  right: number;
  wrong: number;
  soleRight: number;
  soleWrong: number;
  readonly change: Change;
}

/**
 * The worth of each flag rule, most worth first. One pass: each message is judged again without each
 * rule that holds on it, on the matches there are; only what differs is counted.
 */
export function worthOfRules(cases: readonly Case[], rules: readonly FlagRule[]): RuleWorth[] {
  const base = noCounts();
  const hits = new Map<string, Hits>();
  for (const { labelled, opened } of cases) {
    const { held, judge } = opened;
    const now = judge(held);
    add(base, now.flags, labelled.flags, 1);
    for (const match of held) {
      const { id, flag } = match.rule;
      if (!flag) continue;
      const of = hits.get(id) ?? { right: 0, wrong: 0, soleRight: 0, soleWrong: 0, change: { flags: noCounts(), verdicts: 0 } };
      hits.set(id, of);
      const sole = isWeighty(match) && !held.some((other) => other !== match && other.rule.flag === flag && isWeighty(other));
      if (labelled.flags.includes(flag)) {
        of.right++;
        if (sole) of.soleRight++;
      } else {
        of.wrong++;
        if (sole) of.soleWrong++;
      }
      note(of.change, labelled, now, judge(held.filter((other) => other !== match)));
    }
  }
  const whole = macroF1(base);
  return rules
    .flatMap(({ id, flag, severity }): RuleWorth[] => {
      if (!flag) return [];
      const of = hits.get(id);
      if (!of) return [{ id, flag, severity, right: 0, wrong: 0, soleRight: 0, soleWrong: 0, macroF1: 0, verdicts: 0 }];
      const { change, ...counts } = of;
      return [
        {
          id,
          flag,
          severity,
          ...counts,
          macroF1: (whole - macroF1(sum(base, change.flags))) * 100,
          verdicts: 0 - change.verdicts,
        },
      ];
    })
    .sort(
      (a, b) =>
        b.macroF1 - a.macroF1 || b.verdicts - a.verdicts || b.right - b.wrong - (a.right - a.wrong) || (a.id < b.id ? -1 : 1),
    );
}

const isWeighty = ({ severity }: RuleMatch): boolean => rank(severity) >= rank("warning");

function note(change: Change, labelled: Case["labelled"], now: Judgement, without: Judgement): void {
  add(change.flags, now.flags, labelled.flags, -1);
  add(change.flags, without.flags, labelled.flags, 1);
  change.verdicts += gain(labelled.verdict, now.verdict, without.verdict);
}

const gain = (right: Verdict, before: Verdict, after: Verdict): number => Number(after === right) - Number(before === right);

const noCounts = (): CountsByFlag => Object.fromEntries(TEXT_FLAGS.map((id) => [id, [0, 0, 0]])) as unknown as CountsByFlag;

function add(counts: CountsByFlag, raised: readonly TextFlagId[], expected: readonly TextFlagId[], times: number): void {
  for (const id of TEXT_FLAGS) {
    if (raised.includes(id)) counts[id][expected.includes(id) ? 0 : 1] += times;
    else if (expected.includes(id)) counts[id][2] += times;
  }
}

const sum = (a: CountsByFlag, b: CountsByFlag): CountsByFlag =>
  Object.fromEntries(TEXT_FLAGS.map((id) => [id, a[id].map((count, i) => count + (b[id][i] as number))])) as CountsByFlag;

/** Mean F1 over the flags that occur in the labels, as `score()` has it. */
function macroF1(counts: CountsByFlag): number {
  const occurring = TEXT_FLAGS.map((id) => counts[id]).filter(([right, , missed]) => right + missed > 0);
  const f1 = ([right, wrong, missed]: Counts): number => (2 * right) / (2 * right + wrong + missed);
  return occurring.length === 0 ? 1 : occurring.reduce((all, of) => all + f1(of), 0) / occurring.length;
}
