import { isAbsolute, relative, resolve, sep } from "node:path";
import picomatch from "picomatch";

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

/** Whether a path is one of these, or lies below one. */
export const within =
  (places: readonly string[]): Ignores =>
  (file) =>
    places.some((place) => resolve(place) === resolve(file) || pathBelow(place, file) !== null);

/** The names on the way from a folder to a file in it; null for what is not below it. */
function pathBelow(folder: string, file: string): string[] | null {
  const path = relative(resolve(folder), resolve(file));
  if (path === "" || isAbsolute(path)) return null;
  const names = path.split(sep);
  return names[0] === ".." ? null : names;
}
