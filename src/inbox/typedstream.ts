const STRING_CLASS = Buffer.from("NSString", "latin1");
/** A new type that is one byte long: "+", a string of bytes. */
const BYTES_FOLLOW = Buffer.from([0x84, 0x01, 0x2b]);
/** How many bytes the version and superclass of NSString may take. */
const NEAR = 8;
const UINT16_FOLLOWS = 0x81;
const UINT32_FOLLOWS = 0x82;

/**
 * The text of an attributed string as Apple Messages archives it (`attributedBody`, a "typedstream"): attributes
 * are left out. Null where there is none to be found.
 *
 * NSString (the superclass of NSMutableString too) is named once, before the text; then come `84 01 2B`, the number
 * of bytes (in one byte below 0x80, or in two or four after 0x81 or 0x82) and that many bytes of UTF-8.
 * @see https://github.com/ReagentX/imessage-exporter for how the format was found out
 */
export function textOfTypedstream(bytes: Uint8Array): string | null {
  const stream = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = stream.indexOf(STRING_CLASS);
  if (name < 0) return null;
  const afterName = name + STRING_CLASS.length;
  const type = stream.subarray(afterName, afterName + NEAR + BYTES_FOLLOW.length).indexOf(BYTES_FOLLOW);
  if (type < 0) return null;
  const body = measured(stream.subarray(afterName + type + BYTES_FOLLOW.length));
  if (body === null) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return null;
  }
}

/** The bytes whose number stands before them; null where there are fewer. */
function measured(stream: Buffer): Buffer | null {
  const [first] = stream;
  const width = first === UINT16_FOLLOWS ? 2 : first === UINT32_FOLLOWS ? 4 : 0;
  if (first === undefined || (first >= 0x80 && width === 0) || stream.length < 1 + width) return null;
  const length = width === 0 ? first : stream.readUIntLE(1, width);
  const body = stream.subarray(1 + width, 1 + width + length);
  return body.length === length ? body : null;
}
