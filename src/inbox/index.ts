import { type ReadOptions, readSource, whyNoInbox } from "./read.js";
import type { InboxRecord } from "./record.js";
import { type Source, sourcesOf } from "./source.js";

export { type Problem, UserError } from "../errors.js";
export type { Channel, SkipReason } from "./draft.js";
export type { Encoding } from "./encoding.js";
export type { ColumnMap } from "./input.js";
export type { Limits } from "./limits.js";
export type { ReadOptions } from "./read.js";
export { FORMAT_IDS } from "./read.js";
export type { Expectation, InboxRecord, Origin } from "./record.js";
export type { Source } from "./source.js";
export type { TimeSource } from "./time.js";

/**
 * The records of exported messages, in order and in constant memory: messages, records passed over (with why), and
 * broken ones (with what is wrong and where). Nothing is left out in silence.
 * @param input path of a file or of a directory (all files in it, sorted by path; what is no inbox there is a notice),
 *   or a named stream of bytes
 * @throws UserError where an input as a whole cannot be read
 */
export async function* readMessages(input: string | Source, options: ReadOptions = {}): AsyncGenerator<InboxRecord> {
  const sources = typeof input === "string" ? sourcesOf(input) : [input];
  for (const source of sources) {
    try {
      yield* readSource(source, options);
    } catch (error) {
      const problem = whyNoInbox(source, error);
      if (!problem) throw error;
      options.onNotice?.(problem);
    }
  }
}
