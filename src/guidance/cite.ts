import type { Citation, FlagId, Language } from "../types.js";
import { BINDINGS, type GuidanceEntry, inForce } from "./entry.js";

/** Picks what to cite for a flag on a day. */
export type Cite = (flag: FlagId, entries: readonly string[], day: string) => Citation[];

/** More than three citations a flag are not read. */
const MOST = 3;

/**
 * Rules name today's norm; on an earlier day its predecessor is cited in its place, and where none
 * of the named norms was in force, whatever was that bears on the flag. Strongest first: law before
 * standard before self-regulation, in the rule's own order among equals.
 */
export function createCite(guidance: readonly GuidanceEntry[], language: Language): Cite {
  const byId = new Map(guidance.map((entry) => [entry.id, entry]));
  const onDay = (id: string, day: string): GuidanceEntry | undefined => {
    for (let entry = byId.get(id); entry; entry = entry.replaces ? byId.get(entry.replaces) : undefined) {
      if (inForce(entry, day)) return entry;
    }
    return undefined;
  };
  return (flag, entries, day) => {
    const named = entries.flatMap((id) => onDay(id, day) ?? []);
    const usable = named.length > 0 ? named : guidance.filter((entry) => entry.flags.includes(flag) && inForce(entry, day));
    return [...new Set(usable)]
      .sort((a, b) => BINDINGS.indexOf(a.binding) - BINDINGS.indexOf(b.binding))
      .slice(0, MOST)
      .map((entry) => citation(entry, language));
  };
}

function citation(entry: GuidanceEntry, language: Language): Citation {
  return {
    id: entry.id,
    title: language === "en" ? entry.titleEn : entry.title,
    article: entry.article,
    inForceFrom: entry.inForceFrom,
    says: language === "en" ? entry.saysEn : entry.says,
    sourceConfidence: entry.confidence,
  };
}
