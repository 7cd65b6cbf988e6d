import { buildClassifier, type ClassifierOptions } from "../classifier.js";
import { UserError } from "../errors.js";
import { openFile, readMessages } from "../inbox/read.js";
import { type Judged, type Score, score, type Tally, unmet } from "../measure/score.js";
import { visible } from "../report/visible.js";
import type { Output } from "./output.js";

export interface TestOptions extends ClassifierOptions {
  /** Only the tables, not each unmet expectation. */
  readonly quiet: boolean;
}

/** `cuijian test [FIXTURE…]`: unmet expectations, then how good the classifier is on these files. */
export async function testFixtures(files: readonly string[], options: TestOptions, output: Output): Promise<number> {
  const classifier = await buildClassifier(options);
  const judged: Judged[] = [];
  for (const file of files) {
    for await (const record of readMessages(openFile(file))) {
      if (record.kind === "broken") throw new UserError(record.problem);
      if (record.kind === "skipped") continue;
      if (!record.expected.verdict && !record.expected.flags) {
        throw new UserError({ code: "no-label", message: 'a fixture needs a "verdict" or "flags"', where: record.where });
      }
      const one = { expected: record.expected, report: classifier.classify(record.message) };
      judged.push(one);
      const lines = unmet(one);
      if (lines.length === 0 || options.quiet) continue;
      const open = await output.write(
        `${record.where}  ${lines.join("; ")}\n  ${visible(record.message.text.replaceAll("\n", " "))}\n`,
      );
      if (!open) return 1;
    }
  }
  const result = score(judged);
  await output.write(render(result));
  return judged.every((one) => unmet(one).length === 0) ? 0 : 1;
}

function render({ messages, flags, verdicts, flagged, macroF1, verdictsExact }: Score): string {
  const row = (name: string, tally: Tally): string =>
    `  ${name.padEnd(14)} ${figure(tally.precision)} ${figure(tally.recall)} ${figure(tally.f1)}   ${tally.truePositives} right, ${tally.falsePositives} false, ${tally.falseNegatives} missed`;
  return [
    "",
    `${messages} messages        precision recall    F1`,
    ...Object.entries(flags).map(([name, tally]) => row(name, tally)),
    row("flagged or not", flagged),
    ...Object.entries(verdicts).map(([name, tally]) => row(name, tally)),
    `  macro-F1 of the flags ${macroF1.toFixed(3)}, verdict exact ${verdictsExact.toFixed(3)}`,
    "",
  ].join("\n");
}

const figure = (value: number): string => value.toFixed(3).padStart(8);
