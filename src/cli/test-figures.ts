import type { Answered, Figure, Figures, Share } from "../measure/figures.js";
import type { Interval } from "../measure/intervals.js";
import type { Score } from "../measure/score.js";
import { type Align, table } from "../measure/table.js";
import { TEXT_FLAGS, VERDICTS } from "../types.js";

/** How good a run was: a table of questions, the figures of the whole, and which verdict was given for which. */
export function renderFigures(figures: Figures): string[] {
  const { messages, debatable, flags, flagged, verdicts } = figures;
  const rows: readonly (readonly [string, Answered])[] = [
    ...TEXT_FLAGS.map((id) => [id, flags[id]] as const),
    ["flagged or not", flagged],
    ...VERDICTS.map((id) => [id, verdicts[id]] as const),
  ];
  const counts = table(
    [
      ["tp", "fp", "fn"],
      ...rows.map(([, { truePositives, falsePositives, falseNegatives }]) => [
        String(truePositives),
        String(falsePositives),
        String(falseNegatives),
      ]),
    ],
    ["r", "r", "r"],
    " ",
  );
  const head = (name: string): string[] => [name, "precision (95 %)", "recall (95 %)", "F1 (95 %)", counts[0] as string];
  const body = rows.map(([name, { precision, recall, f1 }], i) => [
    name,
    withInterval(precision),
    withInterval(recall),
    withInterval(f1),
    counts[i + 1] as string,
  ]);
  const questions = table(
    [
      head("flag"),
      ...body.slice(0, TEXT_FLAGS.length),
      [],
      ...body.slice(TEXT_FLAGS.length, TEXT_FLAGS.length + 1),
      [],
      head("verdict"),
      ...body.slice(TEXT_FLAGS.length + 1),
    ],
    ["l", "r", "r", "r", "r"],
  );
  const left =
    debatable.messages === 0
      ? ""
      : `, and ${debatable.messages} debatable left out of the figures (${debatable.asLabelled} as labelled)`;
  return [
    `${messages} ${messages === 1 ? "message" : "messages"}${left}`,
    "",
    ...questions,
    "",
    ...whole(figures),
    "",
    ...matrix(figures),
  ];
}

/** The same figures of several classifiers, side by side. */
export function renderAblation(columns: readonly (readonly [string, Score])[]): string[] {
  const row = (name: string, figure: (score: Score) => number): string[] => [
    name,
    ...columns.map(([, score]) => decimal(figure(score))),
  ];
  const occurring = TEXT_FLAGS.filter((id) =>
    columns.some(([, { flags }]) => flags[id].truePositives + flags[id].falsePositives + flags[id].falseNegatives > 0),
  );
  return table(
    [
      ["ablation", ...columns.map(([name]) => name)],
      row("macro-F1 of the flags", ({ macroF1 }) => macroF1),
      ...occurring.map((id) => row(`F1 of ${id}`, ({ flags }) => flags[id].f1)),
      row("F1 of flagged or not", ({ flagged }) => flagged.f1),
      row("verdict exact", ({ verdictsExact }) => verdictsExact),
    ],
    ["l", ...columns.map((): Align => "r")],
  );
}

function whole({ macroF1, verdictsExact, falseAlarms, calibrationError }: Figures): string[] {
  const of = ({ count, of }: Share, what = ""): string => `${count} of ${of}${what}`;
  return table(
    [
      ["macro-F1 of the flags", decimal(macroF1.value), range(macroF1.interval), ""],
      ["verdict exact", decimal(verdictsExact.value), range(verdictsExact.interval), of(verdictsExact)],
      [
        "false alarms per 10,000",
        perTenThousand(falseAlarms.value),
        falseAlarms.interval
          ? `${perTenThousand(falseAlarms.interval.low)}–${perTenThousand(falseAlarms.interval.high)}`
          : NOTHING,
        of(falseAlarms, " unrelated or legitimate"),
      ],
      ["calibration error", decimal(calibrationError), "", "of verdicts, over ten bins"],
    ],
    ["l", "r", "r", "l"],
  );
}

function matrix({ confusion }: Figures): string[] {
  return table(
    [
      ["labelled \\ given", ...VERDICTS],
      ...VERDICTS.map((labelled) => [labelled, ...VERDICTS.map((given) => String(confusion[labelled][given]))]),
    ],
    ["l", ...VERDICTS.map((): Align => "r")],
  );
}

/** Nothing was there to measure. */
export const NOTHING = "–";

export const decimal = (value: number | null): string => (value === null ? NOTHING : value.toFixed(3));

export const perTenThousand = (share: number | null): string => (share === null ? NOTHING : (share * 10_000).toFixed(1));

const range = (interval: Interval | null): string =>
  interval === null ? NOTHING : `${interval.low.toFixed(2)}–${interval.high.toFixed(2)}`;

const withInterval = ({ value, interval }: Figure): string => (value === null ? NOTHING : `${decimal(value)} ${range(interval)}`);
