import type { Entry, Reporter, View } from "./entry.js";
import { maskNumbers } from "./mask.js";
import { fileOf, foundIn, lineOf } from "./place.js";

const COLUMNS = ["id", "file", "line", "verdict", "confidence", "flags", "rules", "sender", "sentAt", "text", "error"] as const;
type Row = Partial<Readonly<Record<(typeof COLUMNS)[number], string | number>>>;

/** A table for spreadsheets (RFC 4180, lines end in CR LF): one row a message, lists parted by blanks. */
export const csv: Reporter = (view) => ({
  before: `${view.bom ? "\ufeff" : ""}${COLUMNS.join(",")}\r\n`,
  entry: (entry) => {
    const row = rowOf(entry, view);
    return `${COLUMNS.map((column) => cell(row[column])).join(",")}\r\n`;
  },
  after: () => "",
});

function rowOf(entry: Entry, { mask }: View): Row {
  const place = { file: fileOf(entry), line: lineOf(entry) };
  if (entry.kind === "error") return { id: entry.id, ...place, error: entry.problem.message };
  const { id, verdict, confidence, flags, sender = "", sentAt = "" } = entry.report;
  const shown = mask ? maskNumbers : String;
  return {
    id,
    ...place,
    verdict,
    confidence,
    flags: flags.map((flag) => flag.id).join(" "),
    rules: foundIn(entry)
      .map(({ finding }) => finding.rule)
      .join(" "),
    sender: shown(sender),
    sentAt,
    text: shown(entry.text),
  };
}

/**
 * Text that a spreadsheet would take for a formula gets a `'` before it, and is text again
 * (https://owasp.org/www-community/attacks/CSV_Injection); the full-width signs count for Excel in East Asia.
 */
function cell(value: string | number = ""): string {
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
