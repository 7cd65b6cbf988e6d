import { realpathSync } from "node:fs";
import { dirname, isAbsolute, relative, sep } from "node:path";
import { findConfig, isCode, startOf } from "../config/find.js";
import { type Problem, renderProblem, UserError } from "../errors.js";
import type { House } from "./house-with.js";
import { ownFiles } from "./left-out.js";

/** `--config FILE`; false: `--no-config`. */
export interface HouseOptions {
  readonly config?: string | false;
}

/** Finds and reads the settings for these inputs; throws a UserError where they are broken or not to be trusted. */
export async function houseOf(inputs: readonly string[], { config: named }: HouseOptions): Promise<House> {
  if (named === false) return withoutSettings;
  const file = named ?? findConfig(startOf(inputs, process.cwd()));
  if (file === undefined) return withoutSettings;
  const trusted = named !== undefined || isAtOrAbove(dirname(file), process.cwd());
  if (!trusted && isCode(file)) throw new UserError(mistrust("is a program, and is not run", relative(process.cwd(), file)));
  // Reading settings takes a schema and a YAML parser: only those who have settings wait for them.
  const [{ loadConfig }, { houseWith }] = await Promise.all([import("../config/load.js"), import("./house-with.js")]);
  const config = await loadConfig(file);
  if (!trusted) {
    const hint = "--no-config judges without them";
    const note = { code: "config", message: "settings found beside the messages are used", where: config.file, hint };
    process.stderr.write(`note: ${renderProblem(note)}\n`);
  }
  const house = houseWith(config);
  return {
    ...house,
    forCheck: (options, given) => {
      if (!trusted && config.settings.output && !given("output"))
        throw new UserError(mistrust("output: no file is written", config.place(["output"])));
      return house.forCheck(options, given);
    },
  };
}

const withoutSettings: House = {
  forCheck: (options) => ({ ...options, leftOut: { ignored: () => false, own: ownFiles(options), by: "" } }),
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
  return path.split(sep)[0] !== ".." && !isAbsolute(path);
}
