import type { ClassifierOptions } from "../classifier.js";
import { createIgnores } from "../config/ignore.js";
import type { Config } from "../config/load.js";
import { judging, withSettings } from "../config/merge.js";
import { UserError } from "../errors.js";
import type { CheckOptions } from "./check.js";
import { ownFiles } from "./left-out.js";

/** Whether an option stands on the command line. */
export type Given = (option: string) => boolean;

/** The settings of those who run cuijian, and what they make of options. */
export interface House {
  /** Options of `check`, with the settings for what was not given. */
  readonly forCheck: (options: Omit<CheckOptions, "leftOut">, given: Given) => CheckOptions;
  /** Of any command that judges: settings that bear on how. */
  readonly forJudging: <T extends ClassifierOptions>(options: T, given: Given) => T;
  /** The same to list rules; to explain one, it need not be in use. */
  readonly forRules: (id: string | undefined, options: ClassifierOptions, given: Given) => ClassifierOptions;
  /** Does a job; a setting that turns out to be wrong in it is told at its place in the file. */
  readonly run: <R>(job: () => Promise<R>) => Promise<R>;
}

/** The house whose settings these are. */
export function houseWith(config: Config): House {
  const { ignore = [], ...settings } = config.settings;
  const ignored = createIgnores(ignore, config.folder);
  const bearing = judging(settings);
  return {
    forCheck: (options, given) => {
      const told = withSettings({ options, given }, settings);
      return { ...told, leftOut: { ignored, own: ownFiles(settings, told), by: config.file } };
    },
    forJudging: (options, given) => withSettings({ options, given }, bearing),
    forRules: (id, options, given) => {
      if (id === undefined) return withSettings({ options, given }, bearing);
      const severities = Object.entries(bearing.severities ?? {}).filter(([, severity]) => severity !== "off");
      return withSettings({ options, given }, { ...bearing, disable: undefined, severities: Object.fromEntries(severities) });
    },
    run: (job) => job().catch((error: unknown) => Promise.reject(placed(error, config))),
  };
}

/** Problems with a value of an option that the settings gave. */
function placed(error: unknown, { settings, place }: Config): unknown {
  if (!(error instanceof UserError)) return error;
  const pathOf = ([option, value]: readonly [string, string]): readonly PropertyKey[] | undefined => {
    if (option === "lender") return settings.lender === value ? ["lender"] : undefined;
    if (option === "severities") return ["severities", value];
    const position = option === "disable" ? (settings.disable?.indexOf(value) ?? -1) : -1;
    return position < 0 ? undefined : [option, position];
  };
  return new UserError(
    error.problems.map((problem) => {
      const path = problem.given && pathOf(problem.given);
      return path ? { ...problem, message: problem.message.replace(/^--/, ""), where: place(path) } : problem;
    }),
  );
}
