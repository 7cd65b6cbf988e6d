import picomatch from "picomatch";
import { pathBelow } from "./below.js";

/** Whether a file, by its path, is none to be judged. */
export type Ignores = (file: string) => boolean;

/**
 * Files that match a glob, or lie in a folder that does.
 * @param folder what the globs are relative to; files elsewhere are never left out
 */
export function createIgnores(globs: readonly string[], folder: string): Ignores {
  const matches = picomatch(
    globs.map((glob) => glob.replace(/^(?:\.\/)+/, "").replace(/\/+$/, "")),
    { dot: true },
  );
  return (file) => {
    const path = pathBelow(folder, file);
    return path?.some((_, i) => matches(path.slice(0, i + 1).join("/"))) ?? false;
  };
}
