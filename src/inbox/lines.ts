/** A line as it stood in the input, without its line end. */
export interface Line {
  readonly bytes: Uint8Array;
  /** 1-based. */
  readonly number: number;
  /** Bytes before it. */
  readonly offset: number;
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** Splits at `\n` only (U+2028 occurs in bodies); one trailing `\r` goes; a last line without `\n` counts. */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let rest: Uint8Array[] = [];
  let number = 0;
  let offset = 0;
  const line = (bytes: Uint8Array): Line => {
    number++;
    const start = offset;
    offset += bytes.length + 1;
    return { bytes: bytes.at(-1) === RETURN ? bytes.subarray(0, -1) : bytes, number, offset: start };
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE, start); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      rest.push(chunk.subarray(start, end));
      yield line(rest.length === 1 ? (rest[0] as Uint8Array) : Buffer.concat(rest));
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  if (rest.length > 0) yield line(Buffer.concat(rest));
}
