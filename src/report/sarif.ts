import type { Location, Notification, ReportingDescriptor, Result, Run } from "sarif";
import { rank, type Severity } from "../types.js";
import { aboutRule, describe } from "./about.js";
import type { Judged, Reporter, Unread, View } from "./entry.js";
import { Gravest } from "./gravest.js";
import { pathFrom, uriOf } from "./path.js";
import { allFoundIn, type Found, fileOf, lineOf, type Place, placesOf } from "./place.js";
import { visible } from "./visible.js";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

// What GitHub takes: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
const MOST_RESULTS = 25_000;
const LONGEST_NAME = 255;
const LONGEST_DESCRIPTION = 1024;
/** Further places of one finding; with more, its message could not be read. */
const MOST_RELATED = 9;
/** Every unreadable record is told on standard error as well. */
const MOST_NOTIFICATIONS = 100;

const LEVELS = { notice: "note", warning: "warning", serious: "error", critical: "error" } as const satisfies Record<
  Severity,
  Result.level
>;
const PROBLEMS = { note: "recommendation", warning: "warning", error: "error" } as const;

/**
 * SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/) as GitHub code scanning takes it. Whoever may read a
 * repository reads its alerts: not a word of a message is in it. At most 25,000 results, the gravest, are held until the end.
 */
export const sarif: Reporter = (view) => {
  const rules = new Map<string, ReportingDescriptor>();
  const results = new Gravest<Result>(MOST_RESULTS);
  const unread: Notification[] = [];
  let failed = 0;
  return {
    before: "",
    entry: (entry) => {
      if (entry.kind === "error") {
        failed++;
        if (unread.length < MOST_NOTIFICATIONS) unread.push(notification(entry, view));
        return "";
      }
      for (const found of allFoundIn(entry)) {
        const { rule, severity } = found.finding;
        if (!rules.has(rule)) rules.set(rule, descriptor(found, view));
        results.add(rank(severity), resultOf(entry, found, view));
      }
      return "";
    },
    after: () => {
      const notes = [
        ...unread,
        ...tooMany(failed - unread.length, "error", "more records could not be read; standard error names them all"),
        ...tooMany(results.left, "warning", `milder results are left out: a run holds ${MOST_RESULTS}`),
      ];
      return render(results.items(), rules, notes, failed === 0, view);
    },
  };
};

/** One result a line: people compare these files, too. */
function render(
  results: readonly Result[],
  rules: ReadonlyMap<string, ReportingDescriptor>,
  notes: Notification[],
  executionSuccessful: boolean,
  { version }: View,
): string {
  const used = [...new Set(results.map(({ ruleId }) => ruleId as string))];
  const indexOf = new Map(used.map((rule, i) => [rule, i]));
  const lines = results.map((result) => JSON.stringify({ ...result, ruleIndex: indexOf.get(result.ruleId as string) }));
  const driver = {
    name: "cuijian",
    version,
    semanticVersion: version,
    rules: used.map((rule) => rules.get(rule) as ReportingDescriptor),
  };
  const invocation = { executionSuccessful, ...(notes.length > 0 ? { toolExecutionNotifications: notes } : {}) };
  const run: Omit<Run, "results"> = { tool: { driver }, invocations: [invocation], columnKind: "utf16CodeUnits" };
  const open = (part: object): string => JSON.stringify(part).slice(0, -1);
  const head = `${open({ $schema: SCHEMA, version: "2.1.0" })},"runs":[${open(run)},"results":[`;
  return `${head}${lines.map((line) => `\n${line}`).join(",")}\n]}]}\n`;
}

function descriptor(found: Found, view: View): ReportingDescriptor {
  const { rule, flag, severity } = found.finding;
  const { title, why, guidance } = aboutRule(rule, found, view);
  const level = LEVELS[view.ruleOf(rule)?.severity ?? severity];
  return {
    id: rule,
    name: title.slice(0, LONGEST_NAME),
    shortDescription: { text: title.slice(0, LONGEST_DESCRIPTION) },
    fullDescription: { text: why.slice(0, LONGEST_DESCRIPTION) },
    help: {
      text: [why, ...guidance].join("\n"),
      markdown: [why, "", ...guidance.map((line) => `- ${line}`)].join("\n"),
    },
    defaultConfiguration: { level },
    properties: { tags: ["debt-collection", flag], precision: precisionOf(rule), "problem.severity": PROBLEMS[level] },
  };
}

/** A time or a sum is measured, a phrase is found; what the model says alone is a likeness. */
function precisionOf(rule: string): "very-high" | "high" | "medium" {
  if (/^(?:metadata|arithmetic)\//.test(rule)) return "very-high";
  return rule.startsWith("bayes/") ? "medium" : "high";
}

function resultOf(entry: Judged, found: Found, view: View): Result {
  const { finding, flag } = found;
  const [main, ...others] = placesOf(entry, finding);
  const related = others.slice(0, MOST_RELATED);
  return {
    ruleId: finding.rule,
    level: LEVELS[finding.severity],
    message: { text: `${plain(describe(found, view))}${alsoAt(related.length, others.length, view)}` },
    locations: [locationOf(entry, main, view)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((place, i) => ({
            id: i + 1,
            ...locationOf(entry, place, view),
            message: { text: plain(aboutRule(place.rule, found, view).title) },
          })),
        }),
    ...(finding.accepted
      ? { suppressions: [{ kind: "external", status: "accepted", justification: plain(finding.accepted.reason) }] }
      : {}),
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint },
    properties: { id: entry.report.id, verdict: entry.report.verdict, confidence: flag.confidence },
  };
}

/** Links to the related locations by their ids, as §3.11.6 of the standard has them. */
function alsoAt(linked: number, all: number, { language }: View): string {
  if (linked === 0) return "";
  const zh = language === "zh";
  const links = Array.from({ length: linked }, (_, i) => (zh ? `[第 ${i + 2} 处](${i + 1})` : `[place ${i + 2}](${i + 1})`));
  const more = all > linked ? (zh ? `等 ${all} 处` : ` (${all} in all)`) : "";
  return zh ? `另见${links.join("、")}${more}。` : ` Also at ${links.join(", ")}${more}.`;
}

function locationOf(entry: Judged | Unread, place: Partial<Place> & { line: number }, view: View): Location {
  const { line, column, endLine, endColumn } = place;
  const rest = column === undefined ? {} : { startColumn: column, endLine, endColumn };
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(pathFrom(fileOf(entry), view.folder)) },
      region: { startLine: line, ...rest } as { startLine: number },
    },
  };
}

function notification(entry: Unread, view: View): Notification {
  const { code, message } = entry.problem;
  return {
    level: "error",
    descriptor: { id: code },
    message: { text: plain(message) },
    locations: [locationOf(entry, { line: lineOf(entry) }, view)],
  };
}

const tooMany = (number: number, level: Notification.level, text: string): Notification[] =>
  number > 0 ? [{ level, message: { text: `${number} ${text}` } }] : [];

/** Literal text for a SARIF message, where brackets make links (§3.11.6) and braces placeholders (§3.11.5). */
const plain = (text: string): string =>
  visible(text)
    .replace(/[\\[\]]/g, "\\$&")
    .replace(/[{}]/g, "$&$&");
