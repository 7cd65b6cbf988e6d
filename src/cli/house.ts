import { realpathSync } from "node:fs";
import { basename, dirname, relative } from "node:path";
import type { ClassifierOptions } from "../classifier.js";
import { CONFIG_NAMES, findConfig, startOf } from "../config/find.js";
import { createIgnores, within } from "../config/ignore.js";
import { type Config, isCode, loadConfig } from "../config/load.js";
import { judging, withSettings } from "../config/merge.js";
import { type Problem, renderProblem, UserError } from "../errors.js";
import type { CheckOptions } from "./check.js";
import type { LeftOut } from "./run.js";

/** `--config FILE`; false: `--no-config`. */
export interface HouseOptions {
  readonly config?: string | false;
}

type Given = (option: string) => boolean;

/** The settings of those who run cuijian, and what they make of options. */
export interface House {
  /** Options of `check`, with the settings for what was not given. */
  readonly forCheck: (options: CheckOptions, given: Given) => CheckOptions;
  /** Of any command that judges: settings that bear on how. */
  readonly forJudging: <T extends ClassifierOptions>(options: T, given: Given) => T;
  /** The same to list rules; to explain one, it need not be in use. */
  readonly forRules: (id: string | undefined, options: ClassifierOptions, given: Given) => ClassifierOptions;
  /** Does a job; a setting that turns out to be wrong in it is told at its place in the file. */
  readonly run: <R>(job: () => Promise<R>) => Promise<R>;
}

/** Finds and reads the settings for these inputs; throws a UserError where they are broken or not to be trusted. */
export async function houseOf(inputs: readonly string[], { config: named }: HouseOptions): Promise<House> {
  const found = named === undefined ? findConfig(startOf(inputs, process.cwd())) : named;
  if (!found) return withoutSettings;
  const trusted = named !== undefined || isAtOrAbove(dirname(found), process.cwd());
  if (!trusted && isCode(found)) throw new UserError(mistrust("is a program, and is not run", relative(process.cwd(), found)));
  const config = await loadConfig(found);
  if (!trusted) {
    const hint = "--no-config judges without them";
    const note = { code: "config", message: "settings found beside the messages are used", where: config.file, hint };
    process.stderr.write(`note: ${renderProblem(note)}\n`);
  }
  return {
    forCheck: (options, given) => {
      const { ignore: _, ...settings } = config.settings;
      if (!trusted && settings.output && !given("output"))
        throw new UserError(mistrust("output: no file is written", config.place(["output"])));
      const told = withSettings({ options, given }, settings as Partial<typeof config.settings>);
      return { ...told, leftOut: leftOutBy(config, told) };
    },
    forJudging: (options, given) => withSettings({ options, given }, judging(config.settings)),
    forRules: (id, options, given) => {
      const { severities = {}, disable, ...settings } = judging(config.settings);
      if (id === undefined) return withSettings({ options, given }, { ...settings, severities, disable });
      const used = Object.fromEntries(Object.entries(severities).filter(([, severity]) => severity !== "off"));
      return withSettings({ options, given }, { ...settings, severities: used });
    },
    run: (job) => job().catch((error: unknown) => Promise.reject(placed(error, config))),
  };
}

const withoutSettings: House = {
  forCheck: (options) => ({ ...options, leftOut: { ignored: () => false, own: isSettings, by: "" } }),
  forJudging: (options) => options,
  forRules: (_, options) => options,
  run: (job) => job(),
};

/** A folder of someone's messages may come from anyone: what lies in it neither runs nor writes. */
const mistrust = (what: string, where: string): Problem => ({
  code: "config-not-trusted",
  message: `${what}: these settings lie beside the messages, neither in the working directory nor above it`,
  where,
  hint: "if you trust them, say --config FILE; --no-config judges without them",
});

function isAtOrAbove(folder: string, other: string): boolean {
  const path = relative(realpathSync(folder), realpathSync(other));
  return path === "" || within([realpathSync(folder)])(realpathSync(other));
}

const isSettings = (file: string): boolean => CONFIG_NAMES.includes(basename(file));

/** What settings and options name for themselves holds no messages to be judged. */
function leftOutBy({ file, folder, settings }: Config, { output = [], rules = [] }: CheckOptions): LeftOut {
  const { ignore = [], accepted, baseline } = settings;
  const named = [file, ...rules, ...output.map((one) => one.file), ...[accepted, baseline].filter((one) => one !== undefined)];
  const own = within(named);
  return { ignored: createIgnores(ignore, folder), own: (found) => isSettings(found) || own(found), by: file };
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
