import type { Severity } from "../types.js";
import { describe } from "./about.js";
import type { Entry, Reporter, View } from "./entry.js";
import { pathFrom } from "./path.js";
import { fileOf, foundIn, lineOf, placesOf } from "./place.js";
import { attributes } from "./xml.js";

const SEVERITIES = { notice: "info", warning: "warning", serious: "error", critical: "error" } as const satisfies Record<
  Severity,
  string
>;

/** Checkstyle XML, which many review tools and CI servers read: an element a file that was read, in it one a finding. */
export const checkstyle: Reporter = (view) => {
  let current: string | undefined;
  return {
    // The version of Checkstyle whose form this is: readers look at it.
    before: '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n',
    entry: (entry) => {
      const file = pathFrom(fileOf(entry), view.folder);
      const close = current === undefined ? "" : "  </file>\n";
      const open = file === current ? "" : `${close}  <file${attributes({ name: file })}>\n`;
      current = file;
      return `${open}${errors(entry, view)
        .map((error) => `    <error${attributes(error)}/>\n`)
        .join("")}`;
    },
    after: () => `${current === undefined ? "" : "  </file>\n"}</checkstyle>\n`,
  };
};

function errors(entry: Entry, view: View): Readonly<Record<string, string | number | undefined>>[] {
  if (entry.kind === "error") {
    const { code, message } = entry.problem;
    return [{ line: lineOf(entry), severity: "error", message, source: `cuijian.unreadable.${code}` }];
  }
  return foundIn(entry).map((found) => {
    const { rule, severity } = found.finding;
    const [{ line, column }] = placesOf(entry, found.finding);
    return { line, column, severity: SEVERITIES[severity], message: describe(found, view), source: `cuijian.${rule}` };
  });
}
