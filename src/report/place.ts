import type { Finding } from "../findings/finding.js";
import type { Flag } from "../types.js";
import type { Judged, Unread } from "./entry.js";

/** Where something stands in its file: 1-based lines and columns (UTF-16 units), the end exclusive. */
export interface Place {
  /** The rule that found it there. */
  readonly rule: string;
  readonly line: number;
  /** Absent, like all that follows, where only the line of the record is known. */
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A flag with what tools for code need of it. */
export interface Found {
  readonly flag: Flag;
  readonly finding: Finding;
}

/** What was found in a message and is not lived with. */
export const foundIn = (entry: Judged): Found[] => allFoundIn(entry).filter(({ finding }) => finding.accepted === undefined);

/** What was found in a message, accepted or not. */
export const allFoundIn = ({ report, findings = [] }: Judged): Found[] =>
  findings.flatMap((finding, i) => {
    const flag = report.flags[i];
    return flag ? [{ flag, finding }] : [];
  });

/** The file of an entry as it was named. */
export const fileOf = ({ origin }: Judged | Unread): string => origin?.file ?? "stdin";

/** The line on which a record begins; 1 in files without lines. */
export const lineOf = (entry: Judged | Unread): number =>
  entry.origin?.line ?? (entry.kind === "report" ? entry.locate?.(0).line : undefined) ?? 1;

/** Where a finding stands, the main place first, each once. Never none: what has no words of its own stands where its message does. */
export function placesOf(entry: Judged, { rule, spans }: Finding): [Place, ...Place[]] {
  const { locate } = entry;
  const ofMessage = { rule, line: lineOf(entry) };
  if (!locate) return [ofMessage];
  const byPlace = new Map<string, Place>();
  for (const span of spans) {
    const key = `${span.start}-${span.end}`;
    if (byPlace.has(key)) continue;
    const [start, end] = [locate(span.start), locate(span.end)];
    byPlace.set(key, { rule: span.rule, ...start, endLine: end.line, endColumn: end.column });
  }
  const [main = ofMessage, ...others] = byPlace.values();
  return [main, ...others];
}
