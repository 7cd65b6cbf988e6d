import type { View } from "./entry.js";
import type { Found } from "./place.js";
import { citedName, FLAG_NAMES, GROUNDS, PHRASES } from "./words.js";

/** What a finding is called and why it is one: in the words of the rules, never in those of the message. */
export interface About {
  readonly title: string;
  readonly why: string;
  /** What the rule rests on, one sentence each. */
  readonly guidance: readonly string[];
}

export function aboutRule(rule: string, { flag }: Found, view: View): About {
  const known = view.ruleOf(rule);
  if (known) return known;
  const { colon } = PHRASES[view.language];
  const kind = rule.split("/")[0] as keyof (typeof GROUNDS)["zh"];
  return {
    title: FLAG_NAMES[view.language][flag.id],
    why: GROUNDS[view.language][kind],
    guidance: flag.guidance.map((citation) => `${citedName(citation, view.language)}${colon}${citation.says}`),
  };
}

/** A finding on one line: what, why, and the norms in force on the day of the message. */
export function describe(found: Found, view: View): string {
  const { title, why: sentence } = aboutRule(found.finding.rule, found, view);
  const why = sentence.replace(/[。.]$/, "");
  const names = found.flag.guidance.map((citation) => citedName(citation, view.language));
  if (view.language === "zh") return `${title}：${why}。${names.length > 0 ? `依据：${names.join("、")}。` : ""}`;
  return `${title}: ${why}.${names.length > 0 ? ` Guidance: ${names.join("; ")}.` : ""}`;
}
