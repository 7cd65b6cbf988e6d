import { type Difference, diffRuns, flagChanges } from "../findings/diff.js";
import { readEarlierRun } from "../findings/earlier-run.js";
import { visible } from "../report/visible.js";
import type { Output } from "./output.js";

/**
 * `cuijian diff A B`: what changed between two runs of `check --format jsonl`, by verdict, by rule and by message.
 * Returns 1 where a verdict or flag did, else 0. Throws a UserError for a file that is no run.
 */
export async function diff(before: string, after: string, output: Output): Promise<number> {
  const difference = await diffRuns(readEarlierRun(before), readEarlierRun(after));
  await output.write(render(difference));
  const { changed, onlyBefore, onlyAfter } = difference;
  return changed.length + onlyBefore.length + onlyAfter.length > 0 ? 1 : 0;
}

function render({ messages, changed, verdicts, rules, onlyBefore, onlyAfter }: Difference): string {
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
  return `${[
    `${messages} messages, ${changed.length} judged differently`,
    ...section(
      "verdicts",
      verdicts.map(({ before, after, messages: count }) => `${before} → ${after}  ${count}`),
    ),
    ...section(
      "rules (messages gained and lost)",
      rules.map(({ rule, gained, lost }) => `${rule}  +${gained} −${lost}`),
    ),
    ...section(
      "messages",
      changed.map((change) => {
        const { before, after } = change;
        const verdict =
          before.verdict === after.verdict ? `${after.verdict}` : `${before.verdict ?? "error"} → ${after.verdict ?? "error"}`;
        return [visible(change.id).replaceAll("\n", "␊"), verdict, ...flagChanges(change)].join("  ");
      }),
    ),
    ...section("only before", onlyBefore.map(visible)),
    ...section("only now", onlyAfter.map(visible)),
  ].join("\n")}\n`;
}
