import { statSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { UserError } from "../errors.js";

/** What a file of settings is called. */
export const CONFIG_NAMES: readonly string[] = ["json", "yaml", "yml", "js", "mjs"].map((ending) => `cuijian.config.${ending}`);

/** Settings that are code: the only thing that cuijian ever runs. */
export const isCode = (file: string): boolean => [".js", ".mjs"].includes(extname(file));

/** Whether a file is called as one of settings: it holds no messages, whether it is gone by or not. */
export const isConfig = (file: string): boolean => CONFIG_NAMES.includes(basename(file));

/**
 * The file of settings in a folder, or in the nearest folder above it that has one; undefined where none has. The
 * folder itself need not be there. Throws a UserError where a folder has two.
 */
export function findConfig(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = CONFIG_NAMES.map((name) => join(at, name)).filter(isFile);
    if (found.length > 1)
      throw new UserError({
        code: "two-configs",
        message: `holds ${CONFIG_NAMES.filter((name) => found.includes(join(at, name))).join(" and ")}: which one holds?`,
        where: at,
        hint: "keep one of them, or say --config FILE",
      });
    if (found.length === 1 || at === dirname(at)) return found[0];
  }
}

/** Where to look from: the folder of the first input, or the working directory for standard input. */
export function startOf(inputs: readonly string[], workingDirectory: string): string {
  const [first] = inputs;
  if (first === undefined || first === "-") return workingDirectory;
  const path = resolve(workingDirectory, first);
  return isFolder(path) ? path : dirname(path);
}

// Whatever is wrong with a path, there are no settings behind it; that it cannot be read is told by who reads it.
const isFile = (path: string): boolean => statOf(path)?.isFile() ?? false;
const isFolder = (path: string): boolean => statOf(path)?.isDirectory() ?? false;

function statOf(path: string): ReturnType<typeof statSync> {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
