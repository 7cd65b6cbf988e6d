import { UserError } from "../errors.js";

export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "gb18030", "gbk", "big5"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The encoding a byte-order mark names. */
export function encodingOfMark(head: Uint8Array): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return null;
}

/** Bytes to text, piece by piece, without the byte-order mark; what cannot be decoded becomes U+FFFD. */
export async function* decoded(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== "") yield text;
  }
  const rest = decoder.decode();
  if (rest !== "") yield rest;
}

/** Bytes of any encoding to bytes of UTF-8; those of UTF-8 are left as they are, mark and mistakes included. */
export function asUtf8(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncIterable<Uint8Array> {
  return encoding === "utf-8" ? chunks : encoded(decoded(chunks, encoding));
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}

/** Other names, and how the ones we know are spelt without separators. */
const NAMES: Readonly<Record<string, Encoding>> = {
  ...Object.fromEntries(ENCODINGS.map((one) => [one.replace(/-/g, ""), one])),
  utf16: "utf-16le",
  unicode: "utf-16le",
  gb2312: "gbk",
  cp936: "gbk",
  cp950: "big5",
};

/** An encoding by the name a user gives it, in any spelling (`GB 18030`, `utf_8`). Throws a UserError for an unknown one. */
export function encodingNamed(name: string): Encoding {
  const plain = name.toLowerCase().replace(/[ _-]/g, "");
  const encoding = Object.hasOwn(NAMES, plain) ? NAMES[plain] : undefined;
  if (encoding) return encoding;
  throw new UserError({
    code: "unknown-encoding",
    message: `--encoding ${name}: no such encoding`,
    hint: `one of ${ENCODINGS.join(", ")}`,
  });
}
