import type { Reporter } from "./entry.js";
import { json } from "./json.js";
import { jsonl } from "./jsonl.js";
import { pretty } from "./pretty.js";

/** Every form a report can take, by the name `--format` has for it. */
export const REPORTERS = { pretty, json, jsonl } as const satisfies Record<string, Reporter>;
export type ReportFormat = keyof typeof REPORTERS;
export const REPORT_FORMATS = Object.keys(REPORTERS) as readonly ReportFormat[];
