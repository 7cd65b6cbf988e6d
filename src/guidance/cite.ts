import type { Citation, FlagId, Language } from "../types.js";
import { BINDINGS, type GuidanceEntry, inForce } from "./entry.js";

/** For whom and when a flag is to be cited. */
export interface Occasion {
  /** ISO date whose law applies. */
  readonly day: string;
  /** Kind of the lender (`kind` in `rules/senders/`); undefined where no known one is named. */
  readonly lenderKind: string | undefined;
}

/** Picks what to cite for a flag that rests on these entries. */
export type Cite = (flag: FlagId, entries: readonly string[], occasion: Occasion) => Citation[];

/** More than three citations a flag are not read. */
const MOST = 3;

/** Whom an entry binds, by the kind of lender; agencies work for any of them. */
const BOUND: Readonly<Record<string, string>> = {
  bank: "banks",
  "consumer-finance": "consumer-finance",
  "small-loan": "small-loan",
  "internet-lender": "internet-lenders",
  platform: "internet-lenders",
};
const ANYONE: ReadonlySet<string> = new Set(["all", "collection-agencies", "courts"]);

/**
 * Rules name today's norm; on an earlier day its predecessor is cited in its place, and where none
 * of the named norms was in force, whatever was that bears on the flag. What binds other kinds of
 * lenders only is left out while anything else is there. Strongest first: law before standard before
 * self-regulation; among equals what is made for this kind of lender, then the rule's own order.
 * @param all cite everything in force that bears on the flag, not only the first three the rules name
 */
export function createCite(guidance: readonly GuidanceEntry[], language: Language, all = false): Cite {
  const byId = new Map(guidance.map((entry) => [entry.id, entry]));
  const onDay = (id: string, day: string): GuidanceEntry | undefined => {
    for (let entry = byId.get(id); entry; entry = entry.replaces ? byId.get(entry.replaces) : undefined) {
      if (inForce(entry, day)) return entry;
    }
    return undefined;
  };
  return (flag, entries, { day, lenderKind }) => {
    const group = lenderKind === undefined ? undefined : BOUND[lenderKind];
    const binds = ({ appliesTo }: GuidanceEntry): boolean =>
      group === undefined || appliesTo.some((bound) => bound === group || ANYONE.has(bound));
    const named = entries.flatMap((id) => onDay(id, day) ?? []);
    const bearing = guidance.filter((entry) => entry.flags.includes(flag) && inForce(entry, day));
    const usable = all ? [...named, ...bearing] : named.length > 0 ? named : bearing;
    const fitting = usable.filter(binds);
    const specific = ({ appliesTo }: GuidanceEntry): number => (group !== undefined && appliesTo.includes(group) ? 0 : 1);
    return [...new Set(fitting.length > 0 ? fitting : usable)]
      .sort((a, b) => BINDINGS.indexOf(a.binding) - BINDINGS.indexOf(b.binding) || specific(a) - specific(b))
      .slice(0, all ? undefined : MOST)
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
