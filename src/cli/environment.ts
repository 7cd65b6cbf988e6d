import type { Language } from "../types.js";

/** What the surroundings say about how output should look. */

const WIDTH = 80;

/** Columns to write for: the terminal's (to a readable limit), or 80. */
export const widthOf = (stream: { columns?: number }): number => Math.min(Math.max(stream.columns ?? WIDTH, 40), 100);

/** Colour only on a terminal; `--no-color`, a non-empty NO_COLOR and TERM=dumb turn it off, FORCE_COLOR on. */
export function wantsColour(stream: { isTTY?: boolean }, option: boolean, env: NodeJS.ProcessEnv): boolean {
  if (!option) return false;
  if (env["FORCE_COLOR"]) return env["FORCE_COLOR"] !== "0";
  if (env["NO_COLOR"] || env["TERM"] === "dumb") return false;
  return stream.isTTY === true;
}

/** The user's language: the first locale that is set and names one, else Chinese. */
export function languageOf(env: NodeJS.ProcessEnv): Language {
  const locale = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "";
  return locale === "" || /^(?:zh|C|POSIX)/i.test(locale) ? "zh" : "en";
}
