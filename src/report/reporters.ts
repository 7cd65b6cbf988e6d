import { checkstyle } from "./checkstyle.js";
import { csv } from "./csv.js";
import type { Reporter } from "./entry.js";
import { github } from "./github.js";
import { gitlab } from "./gitlab.js";
import { json } from "./json.js";
import { jsonl } from "./jsonl.js";
import { junit } from "./junit.js";
import { markdown } from "./markdown.js";
import { pretty } from "./pretty.js";
import { sarif } from "./sarif.js";
import { tap } from "./tap.js";

/** Every form a report can take, by the name `--format` has for it. */
export const REPORTERS = {
  pretty,
  json,
  jsonl,
  sarif,
  github,
  junit,
  tap,
  checkstyle,
  gitlab,
  csv,
  markdown,
} as const satisfies Record<string, Reporter>;
export type ReportFormat = keyof typeof REPORTERS;
export const REPORT_FORMATS = Object.keys(REPORTERS) as readonly ReportFormat[];
