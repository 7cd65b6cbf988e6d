import type { Change, Comparison } from "../measure/compare.js";
import type { Answered, Figures } from "../measure/figures.js";
import type { Outcome } from "../measure/outcome.js";
import { table } from "../measure/table.js";
import { wrap } from "../report/width.js";
import { TEXT_FLAGS, VERDICTS } from "../types.js";
import { decimal, NOTHING, perTenThousand } from "./test-figures.js";

export interface ComparisonView {
  /** Columns. */
  readonly width: number;
  /** Whether messages are named, or only counted. */
  readonly ids: boolean;
}

/** What changed since the run in `file`: messages first, then each figure. */
export function renderComparison(
  file: string,
  { becameRight, becameWrong, changedOtherwise, onlyBefore, onlyNow }: Comparison,
  before: Figures,
  now: Figures,
  { width, ids }: ComparisonView,
): string[] {
  const changes = (title: string, list: readonly Change[]): string[] => [
    `${title}: ${list.length}`,
    ...(ids ? list.flatMap((change) => wrap(changeLine(change), width - 2).map((line) => `  ${line}`)) : []),
  ];
  const only = (title: string, list: readonly string[]): string[] => [
    `${title}: ${list.length}`,
    ...(ids && list.length > 0 ? wrap(list.join(", "), width - 2).map((line) => `  ${line}`) : []),
  ];
  return [
    `compared with ${file}`,
    ...changes("became right", becameRight),
    ...changes("became wrong", becameWrong),
    ...changes("changed otherwise", changedOtherwise),
    ...only("only in the run before", onlyBefore),
    ...only("only in this run", onlyNow),
    "",
    ...questions(before, now),
    "",
    ...whole(before, now),
  ];
}

function changeLine({ id, before, after }: Change): string {
  const relabelled = JSON.stringify(before.expected) === JSON.stringify(after.expected) ? "" : ", and its label changed";
  return `${id}  ${answer(before)} → ${answer(after)}${relabelled}`;
}

const answer = ({ verdict, flags }: Outcome): string => (flags.length === 0 ? verdict : `${verdict} (${flags.join(", ")})`);

function questions(before: Figures, now: Figures): string[] {
  const row = (name: string, was: Answered, is: Answered): string[] => [
    name,
    step(was.precision.value, is.precision.value),
    step(was.recall.value, is.recall.value),
    step(was.f1.value, is.f1.value),
  ];
  const head = (name: string): string[] => [name, "precision", "recall", "F1"];
  return table(
    [
      head("flag"),
      ...TEXT_FLAGS.map((id) => row(id, before.flags[id], now.flags[id])),
      [],
      row("flagged or not", before.flagged, now.flagged),
      [],
      head("verdict"),
      ...VERDICTS.map((id) => row(id, before.verdicts[id], now.verdicts[id])),
    ],
    ["l", "r", "r", "r"],
  );
}

function whole(before: Figures, now: Figures): string[] {
  return table(
    [
      ["messages", stepOf(before.messages, now.messages, String)],
      ["macro-F1 of the flags", step(before.macroF1.value, now.macroF1.value)],
      ["verdict exact", step(before.verdictsExact.value, now.verdictsExact.value)],
      ["false alarms per 10,000", stepOf(before.falseAlarms.value, now.falseAlarms.value, perTenThousand)],
      ["calibration error", step(before.calibrationError, now.calibrationError)],
    ],
    ["l", "r"],
  );
}

const step = (was: number | null, is: number | null): string => stepOf(was, is, decimal);

/** "0.900→0.950 +0.050"; the figure alone where it reads the same. */
function stepOf(was: number | null, is: number | null, write: (value: number) => string): string {
  const [old, now] = [was, is].map((value) => (value === null ? NOTHING : write(value))) as [string, string];
  if (old === now) return now;
  if (was === null || is === null) return `${old}→${now}`;
  // Between the figures as they are read: else a change of 0.001 may read "+0.000".
  const change = Math.abs(Number(now) - Number(old)).toFixed((now.split(".")[1] ?? "").length);
  return `${old}→${now} ${is > was ? "+" : "-"}${change}`;
}
