import { UserError } from "../errors.js";

/** What keeps a hostile or broken file from filling the memory or running for ever. */
export interface Limits {
  /** Bytes (in text formats that are decoded first: UTF-16 units) of one record: a line, an element, a body. */
  readonly maxRecord: number;
  /** Bytes that come out of one compressed file. */
  readonly maxInflated: number;
  /** Rows of one spreadsheet; Excel itself ends at 1,048,576. */
  readonly maxRows: number;
}

export const LIMITS: Limits = { maxRecord: 16 * 2 ** 20, maxInflated: 4 * 2 ** 30, maxRows: 1_048_576 };

/** The option that raises a limit. */
export const LIMIT_OPTIONS = {
  maxRecord: "--max-record",
  maxInflated: "--max-inflated",
  maxRows: "--max-rows",
} as const satisfies Record<keyof Limits, string>;

/** What a user is told where a limit is reached: for `BrokenDraft` and {@link UserError} alike. */
export function overLimit(limit: keyof Limits, limits: Limits, what: string): { code: string; message: string; hint: string } {
  const unit = limit === "maxRows" ? "rows" : "bytes";
  return {
    code: `over-${LIMIT_OPTIONS[limit].slice(2)}`,
    message: `${what} is longer than ${limits[limit].toLocaleString("en")} ${unit}`,
    hint: `raise the limit with ${LIMIT_OPTIONS[limit]} if this is right`,
  };
}

/** Hands bytes on until there are too many; then throws a UserError that names the limit. */
export async function* limited(chunks: AsyncIterable<Uint8Array>, limits: Limits, where: string): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limits.maxInflated) throw new UserError({ ...overLimit("maxInflated", limits, "what is packed in it"), where });
    yield chunk;
  }
}
