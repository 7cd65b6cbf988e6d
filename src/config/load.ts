import { statSync } from "node:fs";
import { dirname, extname, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Problem, UserError } from "../errors.js";
import { checkValue, type Place, readYaml, type YamlFile } from "../yaml-file.js";
import { isCode } from "./find.js";
import { type Settings, settingsSchema } from "./schema.js";

/** A file of settings, read. */
export interface Config {
  /** As it is to be named to the user. */
  readonly file: string;
  /** Globs in the settings are relative to it. */
  readonly folder: string;
  /** Paths in it are resolved, and as they are to be named to the user. */
  readonly settings: Settings;
  /** Where in the file something stands: `FILE:LINE:COL`, or the file alone where it is a program. */
  readonly place: Place;
}

/** Reads a file of settings; throws a UserError that names everything wrong with it, with `file:line:column`. */
export async function loadConfig(path: string): Promise<Config> {
  const file = shown(path);
  const folder = dirname(resolve(path));
  const read = isCode(path) ? checked(await exportOf(path, file), file) : readPlain(file);
  if ("problems" in read) throw new UserError(read.problems);
  const { value, place } = read;
  const { rules, accepted, baseline, output } = value;
  const at = (relativePath: string): string => shown(resolve(folder, relativePath));
  const settings: Settings = {
    ...value,
    ...(rules ? { rules: rules.map(at) } : {}),
    ...(accepted === undefined ? {} : { accepted: at(accepted) }),
    ...(baseline === undefined ? {} : { baseline: at(baseline) }),
    ...(output ? { output: output.map((one) => ({ ...one, file: at(one.file) })) } : {}),
  };
  const missing = (settings.rules ?? []).flatMap((root, i) =>
    statSync(root, { throwIfNoEntry: false })?.isDirectory()
      ? []
      : [{ code: "rules-missing", message: `rules: no such directory: ${root}`, where: place(["rules", i]) }],
  );
  if (missing.length > 0) throw new UserError(missing);
  return { file, folder, settings, place };
}

/** A path as short as it can be said from here. */
function shown(path: string): string {
  const absolute = resolve(path);
  const fromHere = relative(process.cwd(), absolute) || ".";
  return fromHere.length < absolute.length ? fromHere : absolute;
}

function checked(value: unknown, file: string): YamlFile<Settings> {
  const read = checkValue<Settings>(value, settingsSchema, () => file);
  return "problems" in read ? read : { ...read, place: () => file };
}

function readPlain(file: string): YamlFile<Settings> {
  if ([".json", ".yaml", ".yml"].includes(extname(file))) return readYaml<Settings>(file, settingsSchema);
  throw new UserError({
    code: "unknown-config",
    message: "is no file of settings: its name ends in none of .json, .yaml, .yml, .js, .mjs",
    where: file,
  });
}

async function exportOf(path: string, file: string): Promise<unknown> {
  let exported: { readonly default?: unknown };
  try {
    statSync(path);
    exported = (await import(pathToFileURL(resolve(path)).href)) as typeof exported;
  } catch (error) {
    throw new UserError(failure(error, file));
  }
  if (exported.default !== undefined) return exported.default;
  throw new UserError({
    code: "config-empty",
    message: "exports no settings",
    where: file,
    hint: 'write "export default { … }"',
  });
}

/** Settings may throw whatever they like. */
function failure(error: unknown, file: string): Problem {
  if ((error as NodeJS.ErrnoException | null)?.syscall === "stat")
    return { code: "cannot-read", message: "cannot be read: no such file", where: file };
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    code: "config-failed",
    message: `failed: ${reason.split("\n")[0]}`,
    where: file,
    // Only then Node tells the line.
    ...(error instanceof SyntaxError ? { hint: `"node --check ${file}" shows where` } : {}),
  };
}
