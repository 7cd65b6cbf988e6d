import type { Severity } from "../types.js";
import { aboutRule, describe } from "./about.js";
import type { Reporter } from "./entry.js";
import { pathFrom } from "./path.js";
import { fileOf, foundIn, lineOf, placesOf } from "./place.js";
import { PHRASES } from "./words.js";
import { workflowCommand } from "./workflow-command.js";

const COMMANDS = { notice: "notice", warning: "warning", serious: "error", critical: "error" } as const satisfies Record<
  Severity,
  string
>;

/**
 * Workflow commands for GitHub Actions, one a finding: annotations on the lines of a pull request. Of the messages
 * nothing is printed, as a line of theirs could pass for a command.
 */
export const github: Reporter = (view) => ({
  before: "",
  entry: (entry) => {
    const file = pathFrom(fileOf(entry), view.folder);
    if (entry.kind === "error") {
      const { message } = entry.problem;
      return workflowCommand("error", { file, line: lineOf(entry), title: PHRASES[view.language].unread }, message);
    }
    return foundIn(entry)
      .map((found) => {
        const [{ line, column, endLine, endColumn }] = placesOf(entry, found.finding);
        // GitHub takes columns only for a place on one line.
        const columns = line === endLine ? { col: column, endColumn } : {};
        const { title } = aboutRule(found.finding.rule, found, view);
        return workflowCommand(
          COMMANDS[found.finding.severity],
          { file, line, endLine, ...columns, title },
          `${describe(found, view)} [${found.finding.rule}]`,
        );
      })
      .join("");
  },
  after: () => "",
});
