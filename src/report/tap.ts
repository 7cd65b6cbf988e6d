import { rank } from "../types.js";
import { describe } from "./about.js";
import type { Entry, Reporter, View } from "./entry.js";
import { pathFrom } from "./path.js";
import { fileOf, foundIn, lineOf, placesOf } from "./place.js";
import { visible } from "./visible.js";

/**
 * TAP version 14 (https://testanything.org/tap-version-14-specification.html): a test a message, not ok with a finding
 * from warning up or where it could not be read. The plan comes last, so nothing is held.
 */
export const tap: Reporter = (view) => {
  let number = 0;
  return {
    before: "TAP version 14\n",
    entry: (entry) => {
      number++;
      const { ok, details } = outcome(entry, view);
      const yaml = details.length === 0 ? "" : `  ---\n${details.map((line) => `  ${line}\n`).join("")}  ...\n`;
      const id = entry.kind === "error" ? entry.id : entry.report.id;
      return `${ok ? "ok" : "not ok"} ${number} - ${escaped(id)}\n${yaml}`;
    },
    after: () => `1..${number}\n`,
  };
};

function outcome(entry: Entry, view: View): { ok: boolean; details: string[] } {
  const at = { file: pathFrom(fileOf(entry), view.folder), line: lineOf(entry) };
  if (entry.kind === "error") {
    const { code, message } = entry.problem;
    return { ok: false, details: [`error: ${scalar(code)}`, `message: ${scalar(message)}`, `at: ${JSON.stringify(at)}`] };
  }
  const all = foundIn(entry);
  if (all.length === 0) return { ok: true, details: [] };
  const findings = all.flatMap((found) => {
    const { rule, severity } = found.finding;
    const [{ line, column }] = placesOf(entry, found.finding);
    return [
      `  - rule: ${scalar(rule)}`,
      `    severity: ${severity}`,
      `    message: ${scalar(describe(found, view))}`,
      `    at: ${JSON.stringify({ ...at, line, column })}`,
    ];
  });
  const ok = all.every(({ finding }) => rank(finding.severity) < rank("warning"));
  return { ok, details: [`verdict: ${entry.report.verdict}`, "findings:", ...findings] };
}

/** A quoted YAML scalar on one line: JSON strings are such. */
const scalar = (text: string): string => JSON.stringify(visible(text));
const escaped = (text: string): string => visible(text).replaceAll("\n", "␊").replace(/[\\#]/g, "\\$&");
