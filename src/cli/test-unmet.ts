import stringWidth from "string-width";
import type { Outcome } from "../measure/outcome.js";
import { unmetBy } from "../measure/score.js";
import { maskNumbers } from "../report/mask.js";
import { visible } from "../report/visible.js";
import { wrap } from "../report/width.js";
import type { Evidence, Flag } from "../types.js";

/** A message whose expectations are not met: where, what, the message itself, and what led to each flag. */
export function renderUnmet(outcome: Outcome, text: string, flags: readonly Flag[], width: number): string {
  // Stars and stand-ins are as long as what they stand for: offsets hold.
  const shown = visible(maskNumbers(text)).replaceAll("\n", " ");
  const what = unmetBy(outcome);
  const head = `${outcome.where}  ${what.join("; ")}`;
  return [
    ...(stringWidth(head) <= width ? [head] : [outcome.where, ...what.map((line) => `  ${line}`)]),
    ...wrap(shown, width - INDENT).map((line) => `  ${line}`),
    ...flags.flatMap((flag) =>
      wrap(`${flag.severity} ${flag.id}: ${flag.evidence.map((one) => ground(one, shown)).join("; ")}`, width - 2 * INDENT).map(
        (line, i) => `${i === 0 ? "  · " : "    "}${line}`,
      ),
    ),
    "",
  ].join("\n");
}

const INDENT = 2;

function ground(evidence: Evidence, shown: string): string {
  switch (evidence.by) {
    case "rule":
      return `${evidence.rule} ${quoted(evidence, shown)}`;
    case "arithmetic":
      return `${quoted(evidence, shown)} ${evidence.arithmetic.en}`;
    case "bayes":
      return `bayes ${evidence.terms.map(({ term }) => term.replace("_", "")).join(", ")} (${evidence.band})`;
    case "metadata":
      return `${evidence.field} ${visible(maskNumbers(evidence.value))}`;
  }
}

const quoted = ({ start, end }: { readonly start: number; readonly end: number }, shown: string): string =>
  `“${shown.slice(start, end)}”`;
