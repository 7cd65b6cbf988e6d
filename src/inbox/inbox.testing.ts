import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Problem } from "../errors.js";
import { type ReadOptions, readSource } from "./read.js";
import type { InboxRecord } from "./record.js";

/** For tests of readers. */
type Content = string | Uint8Array;

/** Bytes in pieces of `size`, so that whatever can be cut is cut somewhere. */
async function* pieces(content: Content, size: number): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

/** All records of a file of this content, called "inbox". */
export async function recordsOf(content: Content, options: ReadOptions = {}, size = 64 * 1024): Promise<InboxRecord[]> {
  const records: InboxRecord[] = [];
  for await (const record of readSource({ name: "inbox", chunks: pieces(content, size) }, options)) records.push(record);
  return records;
}

/** What a test mostly wants of a record: its text, or why there is none. */
export const gist = (record: InboxRecord): string =>
  record.kind === "message"
    ? record.message.text
    : record.kind === "skipped"
      ? `(${record.why})`
      : `(${record.problem.code} at ${record.problem.where})`;

export const gistsOf = async (content: Content, options?: ReadOptions, size?: number): Promise<string[]> =>
  (await recordsOf(content, options, size)).map(gist);

/** What was noticed on reading. */
export async function noticesOf(content: Content, options: ReadOptions = {}): Promise<Problem[]> {
  const notices: Problem[] = [];
  await recordsOf(content, { ...options, onNotice: (notice) => notices.push(notice) });
  return notices;
}

/** A file of `fixtures/exports`. */
export const exported = (name: string): Uint8Array =>
  readFileSync(fileURLToPath(new URL(`../../fixtures/exports/${name}`, import.meta.url)));
