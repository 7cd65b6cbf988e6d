import type { ClassifierOptions } from "../classifier.js";
import type { Settings } from "./schema.js";

/** Settings that change how a message is judged: those every command that judges goes by. */
export type JudgingSettings = Pick<Settings, "rules" | "disable" | "severities" | "lender" | "institution" | "unidentified">;

/** What a command was told. `given`: on the command line, not by default. */
export interface Told<T> {
  readonly options: T;
  readonly given: (option: string) => boolean;
}

/**
 * Options with the settings for what was not given. Lists of rules and of what to leave out add up, columns of a table
 * fill each other's gaps; of all else, what was given holds alone.
 */
export function withSettings<T extends object>({ options, given }: Told<T>, settings: Partial<Settings>): T {
  const before = options as Readonly<Record<string, unknown>>;
  const filled = Object.entries(settings as Readonly<Record<string, unknown>>).flatMap(([key, value]): [string, unknown][] => {
    if (value === undefined) return [];
    if (!given(key)) return [[key, value]];
    if (key === "map") return [[key, { ...(value as object), ...(before[key] as object) }]];
    return ADD_UP.includes(key) ? [[key, [...(value as string[]), ...(before[key] as string[])]]] : [];
  });
  return { ...options, ...Object.fromEntries(filled) };
}

const ADD_UP: readonly string[] = ["rules", "disable"] satisfies (keyof ClassifierOptions)[];

export function judging({ rules, disable, severities, lender, institution, unidentified }: Settings): JudgingSettings {
  return { rules, disable, severities, lender, institution, unidentified };
}
