/**
 * The bytes that quoted-printable stands for (RFC 2045, 6.7), and then the text. A character may be split over
 * escapes and lines, so bytes come first. What is no escape stays as it is, also letters beyond ASCII, which some
 * phones leave bare.
 * @param value without its soft line breaks
 * @param charset as the file names it; without one UTF-8, or else GB18030, if the bytes are that
 * @returns null for a charset nobody knows; what cannot be decoded becomes U+FFFD
 */
export function fromQuoted(value: string, charset: string | undefined): string | null {
  let text = "";
  for (const [run] of value.matchAll(/[\0-\x7f]+|[^\0-\x7f]+/g)) {
    const plain = run.charCodeAt(0) > 0x7f;
    const decoded = plain ? run : fromBytes(bytesOf(run), charset);
    if (decoded === null) return null;
    text += decoded;
  }
  return text;
}

/** The bytes of an ASCII text in quoted-printable. */
const bytesOf = (quoted: string): Uint8Array =>
  Buffer.from(
    quoted.replace(/=([\da-f]{2})/gi, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16))),
    "latin1",
  );

/** The text in base64, spaces and line breaks in it ignored; null for what is no base64, and for an unknown charset. */
export function fromBase64(value: string, charset: string | undefined): string | null {
  const plain = value.replace(/\s/g, "");
  return /^[A-Za-z\d+/]*=*$/.test(plain) ? fromBytes(Buffer.from(plain, "base64"), charset) : null;
}

function fromBytes(bytes: Uint8Array, charset: string | undefined): string | null {
  // A mark at the beginning is a character of the message here.
  const decode = (encoding: string, fatal: boolean): string =>
    new TextDecoder(encoding, { ignoreBOM: true, fatal }).decode(bytes);
  if (charset !== undefined) {
    try {
      return decode(charset, false);
    } catch {
      return null;
    }
  }
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      return decode(encoding, true);
    } catch {
      // The next one may fit.
    }
  }
  return decode("utf-8", false);
}
