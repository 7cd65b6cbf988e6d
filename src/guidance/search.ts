import { type GuidanceEntry, inForce } from "./entry.js";

/** Entries in force on `day` whose id, title, article, content or flags hold every word. */
export function searchGuidance(guidance: readonly GuidanceEntry[], words: readonly string[], day: string): GuidanceEntry[] {
  const wanted = words.map((word) => word.toLowerCase());
  return guidance.filter((entry) => {
    if (!inForce(entry, day)) return false;
    const haystack = [
      entry.id,
      entry.title,
      entry.titleEn,
      entry.article,
      entry.number,
      entry.issuer,
      entry.says,
      entry.saysEn,
      ...entry.flags,
    ]
      .join("\n")
      .toLowerCase();
    return wanted.every((word) => haystack.includes(word));
  });
}

/** The version of an entry that was in force on `day`: itself, a predecessor, or one that took its place. */
export function versionOn(guidance: readonly GuidanceEntry[], entry: GuidanceEntry, day: string): GuidanceEntry | undefined {
  const family = [entry];
  for (let before = entry.replaces; before; ) {
    const found = guidance.find(({ id }) => id === before);
    if (!found) break;
    family.push(found);
    before = found.replaces;
  }
  const later = (id: string): void => {
    for (const next of guidance.filter(({ replaces }) => replaces === id)) {
      family.push(next);
      later(next.id);
    }
  };
  later(entry.id);
  return family.find((version) => inForce(version, day));
}
