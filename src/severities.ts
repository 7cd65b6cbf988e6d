import { type Problem, UserError } from "./errors.js";
import { nearest } from "./nearest.js";
import type { CompiledRule } from "./rules/compile.js";
import type { RuleMatch } from "./rules/match.js";
import { FLAGS, type FlagId, rank, type Severity } from "./types.js";

/** How grave a house holds rules (`threat/curse`) and flags (`threat`) to be; `off`: not used at all. */
export type Severities = Readonly<Record<string, Severity | "off">>;

/** What a house thinks of severities, where it says nothing what is shipped. */
export interface HouseSeverities {
  readonly ofRule: (rule: CompiledRule) => Severity;
  readonly ofMatch: (match: RuleMatch) => Severity;
  /** Of a flag that rests on a field beside the text. */
  readonly ofMetadata: (flag: FlagId, shipped: Severity) => Severity;
  /**
   * Of what speaks for a flag without being a rule (the model alone, arithmetic): a house may hold it milder, but
   * not graver than it is sure.
   */
  readonly atMost: (flag: FlagId, shipped: Severity) => Severity;
}

/**
 * A rule is as grave as the house says of it, else as it says of its flag; there what is shipped as a notice stays
 * one: a hint that no verdict rests on becomes graver only by its own name.
 */
export function createHouseSeverities(severities: Severities): HouseSeverities {
  const said = (id: string): Severity | undefined => {
    const severity = Object.hasOwn(severities, id) ? severities[id] : undefined;
    return severity === "off" ? undefined : severity;
  };
  const atMost = (flag: FlagId, shipped: Severity): Severity => {
    const severity = said(flag);
    return severity !== undefined && rank(severity) < rank(shipped) ? severity : shipped;
  };
  const ofRule = ({ id, flag, severity }: CompiledRule): Severity =>
    said(id) ?? (flag && severity !== "notice" ? said(flag) : undefined) ?? severity;
  return {
    ofRule,
    // What eased the rule in this message eases it here too.
    ofMatch: ({ rule, severity }) => (severity === rule.severity ? ofRule(rule) : severity),
    ofMetadata: (flag, shipped) => said(flag) ?? shipped,
    atMost,
  };
}

/** For whom no house says anything. */
export const AS_SHIPPED: HouseSeverities = createHouseSeverities({});

/** Ids of the rules and flags that are switched off. */
export const switchedOff = (severities: Severities): string[] => Object.keys(severities).filter((id) => severities[id] === "off");

/** Throws a UserError that names every id there is no rule or flag for, and every severity without effect. */
export function refuseMistaken(severities: Severities, disable: readonly string[], rules: readonly CompiledRule[]): void {
  const known = [...FLAGS, ...rules.map(({ id }) => id)];
  const unknown = (ids: readonly string[], option: string, shown: string): Problem[] =>
    ids
      .filter((id) => !known.includes(id))
      .map((id) => ({
        code: "unknown-rule",
        message: `${shown} ${id}: there is no such rule or flag`,
        hint: `did you mean ${nearest(id, known)}?`,
        given: [option, id],
      }));
  const ids = Object.keys(severities);
  const idle = rules.filter(({ id, flag }) => !flag && ids.includes(id) && severities[id] !== "off");
  const problems = [
    ...unknown(disable, "disable", "--disable"),
    ...unknown(ids, "severities", "severities"),
    ...idle.map(
      ({ id }): Problem => ({
        code: "no-severity",
        message: `severities ${id}: this rule raises no flag, so it has no severity`,
        hint: 'say "off" to switch it off',
        given: ["severities", id],
      }),
    ),
  ];
  if (problems.length > 0) throw new UserError(problems);
}
