import type { Outcome } from "../measure/outcome.js";
import { unmetBy } from "../measure/score.js";
import { JUnitDocument } from "../report/junit-document.js";
import { visible } from "../report/visible.js";
import { workflowCommand } from "../report/workflow-command.js";

/** Forms the outcome of `cuijian test` takes for CI; no word of a message is in them. */
export const TEST_FORMATS = ["pretty", "junit", "github"] as const;
export type TestFormat = (typeof TEST_FORMATS)[number];

/** File and line of a fixture, from `FILE:LINE`. */
function placeOf({ where }: Outcome): { file: string; line: number | undefined } {
  const [, file = where, line] = /^(.*):(\d+)$/s.exec(where) ?? [];
  return { file, line: line === undefined ? undefined : Number(line) };
}

/**
 * A case a fixture, failed where an expectation is unmet, skipped where people disagree about the label; and the gates.
 * @param short what the gates lack, or null without gates
 */
export function testAsJUnit(outcomes: readonly Outcome[], short: readonly string[] | null): string {
  const document = new JUnitDocument();
  for (const outcome of outcomes) {
    const { file } = placeOf(outcome);
    const unmet = unmetBy(outcome);
    const failed = unmet.length > 0 && !outcome.debatable;
    const detail = `${outcome.where}  ${unmet.join("; ")}`;
    document.add({
      suite: file,
      file,
      name: outcome.id,
      skipped: outcome.debatable,
      ...(failed ? { failure: { message: unmet[0] as string, type: "unmet", detail } } : {}),
    });
  }
  for (const line of short ?? [])
    document.add({ suite: "gates", name: line, failure: { message: line, type: "gate", detail: line } });
  if (short?.length === 0) document.add({ suite: "gates", name: "the gate holds" });
  return document.render();
}

/** An annotation for each unmet fixture, on its line, and for each gate that fails. With gates single fixtures are warnings. */
export function testAsGitHub(outcomes: readonly Outcome[], short: readonly string[] | null): string {
  const unmet = outcomes.filter(({ right, debatable }) => !right && !debatable);
  return [
    ...unmet.map((outcome) => {
      const title = `cuijian test: ${visible(outcome.id).replaceAll("\n", "␊")}`;
      return workflowCommand(short === null ? "error" : "warning", { ...placeOf(outcome), title }, unmetBy(outcome).join("; "));
    }),
    ...(short ?? []).map((line) => workflowCommand("error", { title: "cuijian test: gate failed" }, line)),
  ].join("");
}
