import { rank } from "../types.js";
import { describe } from "./about.js";
import type { Entry, Judged, Reporter, View } from "./entry.js";
import { pathFrom } from "./path.js";
import { fileOf, foundIn, placesOf } from "./place.js";
import { visible } from "./visible.js";
import { PHRASES, SEVERITY_NAMES, VERDICT_NAMES } from "./words.js";
import { attributes, content } from "./xml.js";

/** The messages of one file. */
interface Suite {
  tests: number;
  failures: number;
  errors: number;
  cases: string;
}

/**
 * JUnit XML, as CI servers draw test results from it: a suite a file, a case a message. A finding from warning up is a
 * failure, an unreadable record an error. Counts stand before the cases, so all is held until the end.
 */
export const junit: Reporter = (view) => {
  const suites = new Map<string, Suite>();
  return {
    before: "",
    entry: (entry) => {
      const file = pathFrom(fileOf(entry), view.folder);
      const suite = suites.get(file) ?? { tests: 0, failures: 0, errors: 0, cases: "" };
      suites.set(file, suite);
      const trouble = troubleOf(entry, view);
      suite.tests++;
      if (entry.kind === "error") suite.errors++;
      else if (trouble !== "") suite.failures++;
      const start = `<testcase${attributes({ classname: file, name: entry.kind === "error" ? entry.id : entry.report.id, time: 0, file })}`;
      suite.cases += `    ${trouble === "" ? `${start}/>` : `${start}>\n      ${trouble}\n    </testcase>`}\n`;
      return "";
    },
    after: () => {
      const parts = [...suites].map(
        ([name, { cases, ...counts }]) =>
          `  <testsuite${attributes({ name, ...counts, skipped: 0, time: 0 })}>\n${cases}  </testsuite>\n`,
      );
      const total = (key: "tests" | "failures" | "errors"): number =>
        [...suites.values()].reduce((sum, suite) => sum + suite[key], 0);
      const counts = { tests: total("tests"), failures: total("failures"), errors: total("errors"), time: 0 };
      return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes({ name: "cuijian", ...counts })}>\n${parts.join("")}</testsuites>\n`;
    },
  };
};

function troubleOf(entry: Entry, view: View): string {
  if (entry.kind === "report") return failure(entry, view);
  const { code, message, where } = entry.problem;
  const title = PHRASES[view.language].unread;
  return `<error${attributes({ message: `${title}${PHRASES[view.language].colon}${message}`, type: code })}>${content(visible(`${where ?? entry.id}  ${message}`))}</error>`;
}

/** All detail is in the text: GitLab shows no `message`. */
function failure(entry: Judged, view: View): string {
  const grave = foundIn(entry)
    .filter(({ finding }) => rank(finding.severity) >= rank("warning"))
    .toSorted((a, b) => rank(b.finding.severity) - rank(a.finding.severity));
  const [gravest] = grave;
  if (!gravest) return "";
  const file = pathFrom(fileOf(entry), view.folder);
  const lines = grave.map((found) => {
    const [{ line, column }] = placesOf(entry, found.finding);
    const place = [file, line, column].filter((part) => part !== undefined).join(":");
    return `${visible(place)}  ${SEVERITY_NAMES[view.language][found.finding.severity]}  ${describe(found, view)} [${found.finding.rule}]`;
  });
  const message = VERDICT_NAMES[view.language][entry.report.verdict];
  return `<failure${attributes({ message, type: gravest.finding.rule })}>${content(lines.join("\n"))}</failure>`;
}
