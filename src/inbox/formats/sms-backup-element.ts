import { SaxesParser } from "saxes";

/** What an `<sms>` or `<mms>` says, and what stands behind it. */
export interface Element {
  /** Its attributes and, where an app writes elements in their place, the texts of its children. */
  readonly fields: ReadonlyMap<string, string>;
  /** The text that stands in it directly. */
  readonly ownText: string;
  /** The texts of an MMS, in their order. */
  readonly texts: readonly string[];
  /** The number an MMS came from. */
  readonly from: string | undefined;
  /** Whether its end was there. */
  readonly complete: boolean;
  /** What is wrong with it or with what follows it: the first mistake. */
  readonly problem: string | undefined;
  /** Names of elements that follow it, up to the next record. */
  readonly others: readonly string[];
  /** Text that follows it, up to the next record. */
  readonly stray: string;
}

/** PduHeaders.FROM of Android. */
const FROM = "137";
/** `<mms><parts><part>` is three deep. */
const DEEPEST = 32;
/** With these the parser goes on and keeps the text as it stands. */
const HARMLESS = new Set(["disallowed character.", 'the string "]]>" is disallowed in char data.']);

/** Reads one element, as far as it is well-formed; never throws. */
export function parseElement(xml: string): Element {
  const fields = new Map<string, string>();
  const parts: { readonly seq: number; readonly text: string }[] = [];
  const others: string[] = [];
  const open: string[] = [];
  let from: string | undefined;
  let ownText = "";
  let stray = "";
  let complete = false;
  let problem: string | undefined;

  const parser = new SaxesParser({ xmlns: false, fragment: true, position: false });
  parser.on("error", (error) => {
    if (!HARMLESS.has(error.message)) throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (open.push(name) > DEEPEST) throw new Error("elements within elements within elements.");
    if (complete) {
      if (open.length === 1) others.push(name);
    } else if (open.length === 1) {
      for (const [key, value] of Object.entries(attributes)) fields.set(key, value);
    }
    if (complete) return;
    if (name === "part" && isPlain(attributes["ct"]) && isGiven(attributes["text"]))
      parts.push({ seq: Number(attributes["seq"]) || 0, text: attributes["text"] });
    if (name === "addr" && attributes["type"] === FROM) from ??= attributes["address"];
  });
  parser.on("closetag", () => {
    open.pop();
    if (open.length === 0) complete = true;
  });
  const take = (text: string): void => {
    const [, child] = open;
    if (complete) stray += open.length === 0 ? text : "";
    else if (child !== undefined) fields.set(child, (fields.get(child) ?? "") + text);
    else ownText += text;
  };
  parser.on("text", take);
  parser.on("cdata", take);
  try {
    parser.write(asXml(xml)).close();
  } catch (error) {
    problem = (error as Error).message.replace(/\.$/, "");
  }
  const texts = parts.sort((a, b) => a.seq - b.seq).map(({ text }) => text);
  return { fields, ownText, texts, from, complete, problem, others, stray: stray.trim() };
}

const isPlain = (type: string | undefined): boolean => /^text\/plain\s*(?:;|$)/i.test(type ?? "");

/** Whether a value is one: the app writes what is missing as the word `null`. */
export const isGiven = (value: string | null | undefined): value is string =>
  value !== undefined && value !== null && value !== "" && value !== "null";

/** CDATA, to be left as it is; a reference; an ampersand. */
const REFERENCE = /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|&(?:#x([\da-fA-F]+);|#(\d+);|(?:amp|lt|gt|quot|apos);|)/g;

/**
 * What Android's XML writer and hand-made exports leave that XML does not allow, though its meaning is plain: a control
 * character as a reference (`&#27;`), a bare ampersand, a reference to something never declared. The parser keeps
 * control characters that stand there bare; the others become text.
 */
const asXml = (text: string): string =>
  text.includes("&")
    ? text.replace(REFERENCE, (whole, hex: string | undefined, decimal: string | undefined) => {
        if (whole === "&") return "&amp;";
        if (hex === undefined && decimal === undefined) return whole;
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        if (code > 0x10ffff) return "\ufffd";
        return (code < 0x20 && ![9, 10, 13].includes(code)) || code === 0xfffe || code === 0xffff
          ? String.fromCharCode(code)
          : whole;
      })
    : text;
