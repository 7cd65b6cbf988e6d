import { fingerprintIn } from "../findings/finding.js";
import type { Severity } from "../types.js";
import { describe } from "./about.js";
import type { Entry, Reporter, View } from "./entry.js";
import { pathFrom } from "./path.js";
import { fileOf, foundIn, lineOf, placesOf } from "./place.js";

const SEVERITIES = { notice: "info", warning: "minor", serious: "major", critical: "critical" } as const satisfies Record<
  Severity,
  string
>;

/** GitLab's code quality report (https://docs.gitlab.com/ci/testing/code_quality/): one array, an object a finding. */
export const gitlab: Reporter = (view) => {
  let first = true;
  return {
    before: "[",
    entry: (entry) =>
      issues(entry, view)
        .map((issue) => {
          const comma = first ? "\n" : ",\n";
          first = false;
          return `${comma}${JSON.stringify(issue)}`;
        })
        .join(""),
    after: () => "\n]\n",
  };
};

function issues(entry: Entry, view: View): object[] {
  const path = pathFrom(fileOf(entry), view.folder);
  const issue = (description: string, check_name: string, place: string, severity: string, begin: number): object => ({
    description,
    check_name,
    // GitLab drops what has the fingerprint of another: equal words in another file are another issue.
    fingerprint: fingerprintIn(path, place),
    severity,
    location: { path, lines: { begin } },
  });
  if (entry.kind === "error") {
    const { code, message } = entry.problem;
    const record = `${code} ${entry.origin?.record ?? entry.id}`;
    return [issue(message, `unreadable/${code}`, record, "major", lineOf(entry))];
  }
  return foundIn(entry).map((found) => {
    const { rule, severity, fingerprint } = found.finding;
    const [{ line }] = placesOf(entry, found.finding);
    return issue(describe(found, view), rule, fingerprint, SEVERITIES[severity], line);
  });
}
