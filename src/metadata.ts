import type { Entity } from "./text/entities.js";
import type { MetadataEvidence, MetadataFlagId, Severity } from "./types.js";

/** A flag that rests on the time, the sender or a series, not on the words. */
export interface MetadataFinding {
  readonly id: MetadataFlagId;
  readonly severity: Severity;
  readonly evidence: MetadataEvidence;
  /** Guidance entries that name the limit. */
  readonly guidance: readonly string[];
}

/** Chinese exports carry no offset; the country keeps one time zone. */
const LOCAL_OFFSET = "+08:00";
/** Day, time of day and offset; exports write a space for the T and leave the rest out as they please. */
const ISO_TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?: ?(Z|[+-]\d{2}(?::?\d{2})?))?)?$/i;

/** Milliseconds since the epoch; null for what is not an ISO 8601 time, or a day that never was. */
export function instantOf(sentAt: string): number | null {
  const [, day, time = "00:00", offset = LOCAL_OFFSET] = ISO_TIME.exec(sentAt) ?? [];
  if (day === undefined) return null;
  const hoursAndMinutes = offset.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, hours: string, minutes = "00") => `${hours}:${minutes}`);
  const instant = Date.parse(`${day}T${time}${hoursAndMinutes.toUpperCase()}`);
  if (Number.isNaN(instant)) return null;
  // Date.parse takes 30 February for 2 March.
  return new Date(`${day}T00:00Z`).toISOString().startsWith(day) ? instant : null;
}

/** The day (ISO date) in Shanghai: which law applied. */
export const dayOf = (instant: number): string => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10);

/** Sent outside 08:00–22:00, Shanghai time (GB/T 45251, 5.3; 2026 bank association guideline, art. 13). */
export function quietHours(sentAt: string): MetadataFinding | null {
  const instant = instantOf(sentAt);
  if (instant === null || ISO_TIME.exec(sentAt)?.[2] === undefined) return null;
  const hour = new Date(instant + 8 * 3_600_000).getUTCHours();
  if (hour >= 8 && hour < 22) return null;
  return {
    id: "quiet-hours",
    severity: "warning",
    evidence: { by: "metadata", field: "sentAt", value: sentAt },
    guidance: ["gbt45251-5.3-hours", "cba2026-13", "civil-1033"],
  };
}

const CONTACTS = new Set(["link", "service-number", "short-number", "landline", "mobile", "signature"]);

/** Nobody is named who could be asked: no known lender, no signature, no number or link. */
export function unidentified(lenderNamed: boolean, entities: readonly Entity[]): MetadataFinding | null {
  if (lenderNamed || entities.some(({ kind }) => CONTACTS.has(kind))) return null;
  return {
    id: "unidentified",
    severity: "notice",
    evidence: { by: "metadata", field: "creditor", value: "none named" },
    guidance: ["cba2026-identify", "pipl-17"],
  };
}
