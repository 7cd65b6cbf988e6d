/** Names and texts as a file of properties, of which `java.util.Properties.load` makes the same again. */
export const writeProperties = (entries: readonly (readonly [name: string, text: string])[]): string =>
  entries
    .map(([name, text]) => `${escaped(name).replace(/[ =:#!]/g, "\\$&")}=${escaped(text).replace(/^[ ]/, "\\ ")}\n`)
    .join("");

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\f": "\\f" };
const escaped = (text: string): string => text.replace(/[\\\t\n\r\f]/g, (unit) => ESCAPES[unit] as string);
