import { fromBase64, fromQuoted } from "../transfer.js";

/** A line of a vMessage or vCard: `Subject;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E4=BD=A0`. */
export interface Property {
  /** In capitals. */
  readonly name: string;
  /** Null where it cannot be decoded. */
  readonly value: string | null;
  readonly encoding: "plain" | "quoted" | "base64";
}

const PROPERTY = /^([A-Za-z][\w-]*)((?:;[^:;]*)*):(.*)$/s;
const SOFT_BREAK = /=[ \t]*$/;
const END = /^END:(?:VBODY|VCARD|VENV|VMSG)[ \t]*$/i;

/** Whether an object of this name ends on the line. */
export const endsWith = (line: string, name: string): boolean => END.test(line) && line.trim().slice(4).toUpperCase() === name;

/** The property that begins on a line, and how many lines it takes; null for a line that is none. */
export function propertyAt(lines: readonly string[], at: number): { property: Property; length: number } | null {
  const found = PROPERTY.exec(lines[at] ?? "");
  if (!found) return null;
  const [, name = "", parameters = "", first = ""] = found;
  const encoding = encodingIn(parameters);
  const charset = /;CHARSET="?([^";]+)/i.exec(parameters)?.[1]?.trim();
  const parts = [first];
  const next = (): string | undefined => {
    const line = lines[at + parts.length];
    return line === undefined || END.test(line) ? undefined : line;
  };
  if (encoding === "quoted") {
    // The last line may end in a break that breaks nothing.
    for (let line = next(); SOFT_BREAK.test(parts.at(-1) as string) && line !== undefined; line = next()) parts.push(line);
  } else if (encoding === "base64") {
    for (let line = next(); line !== undefined && !line.includes(":") && line.trim() !== ""; line = next()) parts.push(line);
  }
  const value = {
    plain: () => first,
    quoted: () => fromQuoted(parts.map((part) => part.replace(SOFT_BREAK, "")).join(""), charset),
    base64: () => fromBase64(parts.join(""), charset),
  }[encoding]();
  return { property: { name: name.toUpperCase(), value, encoding }, length: parts.length };
}

/** vCard 2.1 allows the bare word as well. */
function encodingIn(parameters: string): Property["encoding"] {
  if (/;(?:ENCODING=)?QUOTED-PRINTABLE(?=;|$)/i.test(parameters)) return "quoted";
  return /;(?:ENCODING=(?:B|BASE64)|BASE64)(?=;|$)/i.test(parameters) ? "base64" : "plain";
}
