import { createReadStream, statSync } from "node:fs";
import { type Problem, reasonOf, UserError } from "../errors.js";
import { decodeUtf8 } from "./decode.js";
import { elementLines } from "./element-lines.js";
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
  const found = statOf(file);
  if (!found)
    throw new UserError({
      code: "missing-file",
      message: "no such file",
      where: file.length > LONGEST_NAME ? `${file.slice(0, LONGEST_NAME)}…` : file,
      hint: 'to judge a text, pipe it in: echo "…" | cuijian',
    });
  if (found.isDirectory())
    throw new UserError({ code: "directory", message: "is a directory", where: file, hint: "name the files in it" });
  return { name: file, chunks: createReadStream(file) };
}

/** What is longer is a text someone wrote in place of a file. */
const LONGEST_NAME = 255;

/** Undefined for what is no file: also a path through a file, or a whole message taken for a name. */
function statOf(file: string): ReturnType<typeof statSync> {
  try {
    return statSync(file);
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "ENAMETOOLONG"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw cannotRead(file, error);
  }
}

const cannotRead = (name: string, error: unknown): UserError =>
  new UserError({ code: "cannot-read", message: `cannot be read: ${reasonOf(error)}`, where: name });

/** The bytes of a source; where reading them fails, a UserError that names it. */
async function* bytesOf({ name, chunks }: Source): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw cannotRead(name, error);
  }
}

/** Enough to tell a format by. */
const PEEK = 64 * 1024;

/**
 * Reads the messages of a source, one after another. A record that cannot be read becomes a `broken`
 * record in its place; a source that cannot be read at all throws a UserError.
 */
export async function* readMessages(source: Source, format: Format = "auto"): AsyncGenerator<InboxRecord> {
  // Where the format is known, one byte tells that there is input: a live pipe is judged line by line.
  const { head, chunks } = await peek(bytesOf(source), format === "auto" ? PEEK : 1);
  if (head.length === 0)
    throw new UserError({ code: "empty", message: "there is nothing to judge: the input is empty", where: source.name });
  const chosen = format === "auto" ? detect(head) : format;
  if (chosen === "text") yield* readText(source.name, chunks);
  else if (chosen === "json") yield* readJson(source.name, chunks);
  else yield* readLines(source.name, chunks, chosen);
}

async function peek(
  chunks: AsyncIterable<Uint8Array>,
  wanted: number,
): Promise<{ head: Uint8Array; chunks: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let size = 0;
  while (size < wanted) {
    const { value, done } = await iterator.next();
    if (done) break;
    seen.push(value);
    size += value.length;
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield* seen;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      // Whoever stops reading early closes the file.
      await iterator.return?.();
    }
  }
  return { head: Buffer.concat(seen), chunks: all() };
}

/** JSON Lines or JSON when it is plainly that; everything else is one message. */
function detect(head: Uint8Array): Exclude<Format, "auto"> {
  const text = new TextDecoder("utf-8").decode(head).trimStart();
  // A template may begin with a placeholder ("{name}您好", "[{name}]"): only a quoted key makes it JSON.
  if (/^\[\s*(?:\{\s*["}]|\]\s*$)/.test(text)) return "json";
  if (/^\{\s*(?:"|\}\s*$)/.test(text)) return /^\{\s*\n/.test(text) || parse(text) ? "json" : "jsonl";
  // A broken first line does not turn the records after it into prose.
  return text.split("\n").some((line) => parse(line)?.["text"] !== undefined) ? "jsonl" : "text";
}

/** A JSON object, or undefined for anything else. */
function parse(text: string): Record<string, unknown> | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
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
  } catch {
    const before = text.slice(0, firstBadUnit(text)).split("\n");
    throw new UserError({
      code: "not-json",
      message: "this is not valid JSON",
      where: `${name}:${before.length}:${[...(before.at(-1) as string)].length + 1}`,
      hint: "one JSON object a line is read with --from jsonl",
    });
  }
  const records = Array.isArray(value) ? value : [value];
  if (records.length === 0)
    throw new UserError({ code: "empty", message: "there is nothing to judge: the list is empty", where: name });
  // A record is found by its line, unless others share it: then by its number.
  const lines = Array.isArray(value) ? elementLines(text) : [1];
  const apart = new Set(lines).size === records.length;
  for (const [position, record] of records.entries())
    yield toRecord(record, `${name}:${apart ? lines[position] : position + 1}`, `${name}:${position + 1}`);
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
      if (!(error instanceof UserError)) throw error;
      const [{ code, message, hint }] = error.problems as [Problem];
      yield broken(where, where, code, message, hint);
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
  } catch {
    const column = [...line.slice(0, firstBadUnit(line))].length + 1;
    return broken(
      where,
      `${where}:${column}`,
      "not-json",
      "this line is not a JSON object",
      'a line looks like {"text":"…"}; plain text is read with --from lines',
    );
  }
  return toRecord(value, where, where);
}

/** Where the first thing begins that cannot stand where it does; JSON.parse often does not say. */
function firstBadUnit(json: string): number {
  let good = 0;
  let bad = json.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (mayGoOn(json.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Whether more text could still make JSON of this. */
function mayGoOn(prefix: string): boolean {
  try {
    JSON.parse(prefix);
    return true;
  } catch (error) {
    const { message } = error as Error;
    return /end of JSON input|Unterminated string/.test(message) || new RegExp(`position ${prefix.length}(?!\\d)`).test(message);
  }
}
