import { rank } from "../types.js";
import { describe } from "./about.js";
import type { Entry, Judged, Reporter, View } from "./entry.js";
import { type Case, JUnitDocument, type Trouble } from "./junit-document.js";
import { pathFrom } from "./path.js";
import { fileOf, foundIn, placesOf } from "./place.js";
import { visible } from "./visible.js";
import { PHRASES, SEVERITY_NAMES, VERDICT_NAMES } from "./words.js";

/** JUnit XML: a suite a file, a case a message. A finding from warning up is a failure, an unreadable record an error. */
export const junit: Reporter = (view) => {
  const document = new JUnitDocument();
  return {
    before: "",
    entry: (entry) => {
      const file = pathFrom(fileOf(entry), view.folder);
      document.add({ suite: file, file, ...caseOf(entry, view) });
      return "";
    },
    after: () => document.render(),
  };
};

function caseOf(entry: Entry, view: View): Omit<Case, "suite"> {
  if (entry.kind === "error") {
    const { unread, colon } = PHRASES[view.language];
    const { code, message, where } = entry.problem;
    const detail = visible(`${where ?? entry.id}  ${message}`);
    return { name: entry.id, error: { message: `${unread}${colon}${message}`, type: code, detail } };
  }
  const failure = failureOf(entry, view);
  return { name: entry.report.id, ...(failure ? { failure } : {}) };
}

function failureOf(entry: Judged, view: View): Trouble | undefined {
  const grave = foundIn(entry)
    .filter(({ finding }) => rank(finding.severity) >= rank("warning"))
    .toSorted((a, b) => rank(b.finding.severity) - rank(a.finding.severity));
  const [gravest] = grave;
  if (!gravest) return undefined;
  const file = pathFrom(fileOf(entry), view.folder);
  const lines = grave.map((found) => {
    const [{ line, column }] = placesOf(entry, found.finding);
    const place = [file, line, column].filter((part) => part !== undefined).join(":");
    return `${visible(place)}  ${SEVERITY_NAMES[view.language][found.finding.severity]}  ${describe(found, view)} [${found.finding.rule}]`;
  });
  return {
    message: VERDICT_NAMES[view.language][entry.report.verdict],
    type: gravest.finding.rule,
    detail: lines.join("\n"),
  };
}
