import type { Severity } from "../types.js";
import { aboutRule, describe } from "./about.js";
import type { Reporter } from "./entry.js";
import { pathFrom } from "./path.js";
import { fileOf, foundIn, lineOf, placesOf } from "./place.js";
import { PHRASES } from "./words.js";

const COMMANDS = { notice: "notice", warning: "warning", serious: "error", critical: "error" } as const satisfies Record<
  Severity,
  string
>;

/**
 * Workflow commands for GitHub Actions, one a finding: annotations on the lines of a pull request. Of the messages
 * nothing is printed, as a line of theirs could pass for a command.
 * https://docs.github.com/en/actions/writing-workflows/choosing-what-your-workflow-does/workflow-commands-for-github-actions
 */
export const github: Reporter = (view) => ({
  before: "",
  entry: (entry) => {
    const file = pathFrom(fileOf(entry), view.folder);
    if (entry.kind === "error") {
      const { message } = entry.problem;
      return command("error", { file, line: lineOf(entry), title: PHRASES[view.language].unread }, message);
    }
    return foundIn(entry)
      .map((found) => {
        const [{ line, column, endLine, endColumn }] = placesOf(entry, found.finding);
        // GitHub takes columns only for a place on one line.
        const columns = line === endLine ? { col: column, endColumn } : {};
        const { title } = aboutRule(found.finding.rule, found, view);
        return command(
          COMMANDS[found.finding.severity],
          { file, line, endLine, ...columns, title },
          `${describe(found, view)} [${found.finding.rule}]`,
        );
      })
      .join("");
  },
  after: () => "",
});

function command(name: string, properties: Readonly<Record<string, string | number | undefined>>, message: string): string {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined);
  return `::${name} ${given.map(([key, value]) => `${key}=${property(String(value))}`).join(",")}::${data(message)}\n`;
}

/** As the runner's own toolkit escapes them (https://github.com/actions/toolkit, packages/core/src/command.ts). */
const data = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
