import { buildClassifier, type ClassifierOptions } from "../classifier.js";
import { createAblation, type Part } from "../measure/ablation.js";
import { compareRuns } from "../measure/compare.js";
import type { Answer } from "../measure/counts.js";
import { measure } from "../measure/figures.js";
import { readFixtures } from "../measure/fixtures.js";
import { type Outcome, outcomeOf } from "../measure/outcome.js";
import { readRun, runLine } from "../measure/run-file.js";
import { scoreAnswers } from "../measure/score.js";
import { isGated, shortfalls, type Thresholds } from "../measure/thresholds.js";
import { fileOutput, type Output, refuseToErase } from "./output.js";
import { renderComparison } from "./test-comparison.js";
import { renderAblation, renderFigures } from "./test-figures.js";
import { type TestFormat, testAsGitHub, testAsJUnit } from "./test-report.js";
import { renderUnmet } from "./test-unmet.js";

export interface TestOptions extends ClassifierOptions, Thresholds {
  /** For CI there is a line or case for each fixture in place of the figures. */
  readonly format: TestFormat;
  /** Only the figures, not each message that is unmet or changed. */
  readonly quiet: boolean;
  /** Also what the rules and the model are worth alone. */
  readonly ablation: boolean;
  /** Where the run is written to, to be compared with later. */
  readonly output?: string;
  /** A run to compare with. */
  readonly compare?: string;
}

/**
 * `cuijian test [FIXTURE…]`: unmet expectations, then how good the classifier is on these messages.
 * Returns the exit code: with a gate whether it holds, else whether every expectation is met.
 */
export async function testFixtures(
  files: readonly string[],
  options: TestOptions,
  output: Output,
  width: number,
): Promise<number> {
  if (options.output !== undefined) refuseToErase(options.output, files);
  const before = options.compare === undefined ? undefined : readRun(options.compare);
  const fixtures = await readFixtures(files.length > 0 ? files : ["-"]);
  const classifier = await buildClassifier(options);
  const askParts = options.ablation ? await createAblation(classifier, options) : undefined;

  const outcomes: Outcome[] = [];
  const alone: Record<Part, Answer[]> = { rulesAlone: [], bayesAlone: [] };
  for (const fixture of fixtures) {
    const { message, expected, debatable } = fixture;
    const { report, weighing } = classifier.weigh(message);
    const outcome = outcomeOf(fixture, report);
    outcomes.push(outcome);
    if (debatable) continue;
    if (!outcome.right && !options.quiet && options.format === "pretty")
      await output.write(renderUnmet(outcome, message.text, report.flags, width));
    if (!askParts) continue;
    const { rulesAlone, bayesAlone } = askParts(message, weighing.features());
    alone.rulesAlone.push({ expected, ...rulesAlone });
    alone.bayesAlone.push({ expected, ...bayesAlone });
  }

  const figures = measure(outcomes);
  const short = shortfalls(figures, options);
  const sections = [
    renderFigures(figures),
    ...(askParts
      ? [
          renderAblation([
            ["rules + Bayes", scoreAnswers(outcomes.filter(({ debatable }) => !debatable))],
            ["rules alone", scoreAnswers(alone.rulesAlone)],
            ["Bayes alone", scoreAnswers(alone.bayesAlone)],
          ]),
        ]
      : []),
    ...(before
      ? [
          renderComparison(options.compare ?? "", compareRuns(before, outcomes), measure(before), figures, {
            width,
            ids: !options.quiet,
          }),
        ]
      : []),
    ...(isGated(options) ? [short.length === 0 ? ["the gate holds"] : short.map((line) => `gate failed: ${line}`)] : []),
  ];
  const gates = isGated(options) ? short : null;
  if (options.format === "junit") await output.write(testAsJUnit(outcomes, gates));
  else if (options.format === "github") await output.write(testAsGitHub(outcomes, gates));
  else await output.write(`\n${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`);

  if (options.output !== undefined) {
    const run = await fileOutput(options.output, files);
    await run.write(outcomes.map(runLine).join(""));
    await run.close();
  }
  if (isGated(options)) return short.length === 0 ? 0 : 1;
  return outcomes.every(({ right, debatable }) => right || debatable) ? 0 : 1;
}
