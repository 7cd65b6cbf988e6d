import { UserError } from "../errors.js";

/**
 * Decodes UTF-8 strictly (a BOM goes); throws a UserError that names the first bad byte.
 * @param before bytes of the file that come before these
 */
export function decodeUtf8(bytes: Uint8Array, where: string, before = 0): string {
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    throw new UserError({
      code: "binary",
      message: `byte ${before + nul + 1} is NUL: this is binary data or UTF-16, not UTF-8 text`,
      where,
      hint: "save it as UTF-8 text, JSON Lines or JSON",
    });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError({
      code: "not-utf8",
      message: `byte ${before + firstBadByte(bytes) + 1} is not valid UTF-8`,
      where,
      hint: "say how it is encoded with --encoding (gb18030, big5 …), or convert it: iconv -f GB18030 -t UTF-8 FILE",
    });
  }
}

/** Where the first broken or unfinished sequence begins. */
function firstBadByte(bytes: Uint8Array): number {
  // The longest prefix that may still be completed …
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  // … may end in a sequence that never is.
  for (let back = 1; back <= 3 && back <= good; back++) {
    const byte = bytes[good - back] as number;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? good - back : good;
  }
  return good;
}

const sequenceLength = (lead: number): number => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2);
