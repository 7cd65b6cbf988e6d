import type { Reporter } from "./entry.js";

/** Loads every form a report can take, by the name `--format` has for it: each with what it needs, and no other. */
const LOADERS = {
  pretty: async () => (await import("./pretty.js")).pretty,
  json: async () => (await import("./json.js")).json,
  jsonl: async () => (await import("./jsonl.js")).jsonl,
  sarif: async () => (await import("./sarif.js")).sarif,
  github: async () => (await import("./github.js")).github,
  junit: async () => (await import("./junit.js")).junit,
  tap: async () => (await import("./tap.js")).tap,
  checkstyle: async () => (await import("./checkstyle.js")).checkstyle,
  gitlab: async () => (await import("./gitlab.js")).gitlab,
  csv: async () => (await import("./csv.js")).csv,
  markdown: async () => (await import("./markdown.js")).markdown,
} as const satisfies Record<string, () => Promise<Reporter>>;

export type ReportFormat = keyof typeof LOADERS;
export const REPORT_FORMATS = Object.keys(LOADERS) as readonly ReportFormat[];

/** The reporter of a format. */
export const loadReporter = (format: ReportFormat): Promise<Reporter> => LOADERS[format]();
