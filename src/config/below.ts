import { isAbsolute, relative, resolve, sep } from "node:path";

/** The names on the way from a folder to a file in it; null for what is not below it. */
export function pathBelow(folder: string, file: string): string[] | null {
  const path = relative(resolve(folder), resolve(file));
  if (path === "" || isAbsolute(path)) return null;
  const names = path.split(sep);
  return names[0] === ".." ? null : names;
}

/** Whether a path is one of these, or lies below one. */
export const within =
  (places: readonly string[]) =>
  (file: string): boolean =>
    places.some((place) => resolve(place) === resolve(file) || pathBelow(place, file) !== null);
