import { createReadStream, statSync } from "node:fs";
import { UserError } from "../errors.js";
import { decodeUtf8 } from "./decode.js";
import { splitLines } from "./lines.js";
import { broken, type InboxRecord, toRecord } from "./record.js";

export const FORMATS = ["auto", "text", "lines", "jsonl", "json"] as const;
export type Format = (typeof FORMATS)[number];

/** A named stream of bytes: a file, or standard input. */
export interface Source {
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Opens a file; throws a UserError where there is nothing to read. */
export function openFile(file: string): Source {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found)
    throw new UserError({
      code: "missing-file",
      message: "no such file",
      where: file,
      hint: 'to judge a text, pipe it in: echo "…" | cuijian',
    });
  if (found.isDirectory())
    throw new UserError({ code: "directory", message: "is a directory", where: file, hint: "name the files in it" });
  return { name: file, chunks: createReadStream(file) };
}

/** Enough to tell a format by. */
const PEEK = 64 * 1024;

/**
 * Reads the messages of a source, one after another. A record that cannot be read becomes a `broken`
 * record in its place; a source that cannot be read at all throws a UserError.
 */
export async function* readMessages(source: Source, format: Format = "auto"): AsyncGenerator<InboxRecord> {
  const { head, chunks } = await peek(source.chunks);
  if (head.length === 0)
    throw new UserError({ code: "empty", message: "there is nothing to judge: the input is empty", where: source.name });
  const chosen = format === "auto" ? detect(head) : format;
  if (chosen === "text") yield* readText(source.name, chunks);
  else if (chosen === "json") yield* readJson(source.name, chunks);
  else yield* readLines(source.name, chunks, chosen);
}

async function peek(chunks: AsyncIterable<Uint8Array>): Promise<{ head: Uint8Array; chunks: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let size = 0;
  while (size < PEEK) {
    const { value, done } = await iterator.next();
    if (done) break;
    seen.push(value);
    size += value.length;
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* seen;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  return { head: Buffer.concat(seen), chunks: all() };
}

/** JSON Lines or JSON when it is plainly that; everything else is one message. */
function detect(head: Uint8Array): Exclude<Format, "auto"> {
  const text = new TextDecoder("utf-8").decode(head).trimStart();
  if (/^\[\s*(?:\{|\]\s*$)/.test(text)) return "json";
  // A template may begin with a placeholder ("{name}您好"): only a quoted key makes it JSON.
  if (!/^\{\s*(?:"|\}\s*$)/.test(text)) return "text";
  return /^\{\s*\n/.test(text) ? "json" : "jsonl";
}

async function readAll(name: string, chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return decodeUtf8(Buffer.concat(parts), name);
}

async function* readText(name: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<InboxRecord> {
  const text = (await readAll(name, chunks)).replace(/\r?\n$/, "");
  if (text.trim() === "")
    throw new UserError({ code: "empty", message: "there is nothing to judge: the input is blank", where: name });
  yield toRecord({ text }, `${name}:1`, `${name}:1`);
}

async function* readJson(name: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<InboxRecord> {
  const text = await readAll(name, chunks);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError({
      code: "not-json",
      message: `not valid JSON: ${(error as Error).message}`,
      where: name,
      hint: "one JSON object a line is read with --from jsonl",
    });
  }
  const records = Array.isArray(value) ? value : [value];
  if (records.length === 0)
    throw new UserError({ code: "empty", message: "there is nothing to judge: the list is empty", where: name });
  for (const [position, record] of records.entries())
    yield toRecord(record, `${name}:${position + 1}`, `${name}:${position + 1}`);
}

async function* readLines(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  format: "lines" | "jsonl",
): AsyncGenerator<InboxRecord> {
  for await (const { bytes, number, offset } of splitLines(chunks)) {
    const where = `${name}:${number}`;
    let text: string;
    try {
      text = decodeUtf8(bytes, where, offset);
    } catch (error) {
      const problem = (error as UserError).problems[0];
      yield broken(where, where, problem?.code ?? "not-utf8", problem?.message ?? "not valid UTF-8");
      continue;
    }
    if (text.trim() === "") continue;
    yield format === "lines" ? toRecord({ text }, where, where) : parseLine(text, where);
  }
}

function parseLine(line: string, where: string): InboxRecord {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return broken(where, `${where}:${columnOf(error as Error, line)}`, "not-json", "this line is not a JSON object");
  }
  return toRecord(value, where, where);
}

/** The column JSON.parse stopped at (1-based); the line's end where it does not say. */
function columnOf(error: Error, line: string): number {
  const position = /position (\d+)/.exec(error.message)?.[1];
  return position === undefined ? line.length : Number(position) + 1;
}
