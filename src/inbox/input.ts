import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { type Problem, UserError } from "../errors.js";
import type { Archive } from "./archive.js";
import type { Database } from "./database.js";
import { asUtf8, decoded, type Encoding } from "./encoding.js";
import { guessEncoding } from "./guess-encoding.js";
import { type Limits, limited } from "./limits.js";
import { cannotRead, type Source } from "./source.js";
import { temporaryFolder } from "./temporary.js";
import type { Zone } from "./time.js";

/** What `--map` may name, and which column of a table it is. */
export const MAPPED_FIELDS = ["text", "id", "sentAt", "sender", "direction", "lender", "overdueDays"] as const;
export type ColumnMap = Readonly<Partial<Record<(typeof MAPPED_FIELDS)[number], string>>>;

/** How an input is to be read; everything a reader needs to know beside the bytes. */
export interface InputOptions {
  readonly encoding: Encoding | undefined;
  readonly map: ColumnMap;
  readonly zone: Zone;
  readonly limits: Limits;
  /** Told of what is read in spite of doubts: a guessed encoding, a time that is none. */
  readonly onNotice: (notice: Problem) => void;
  readonly onProgress: (done: number, total: number | undefined, unit: "bytes" | "records") => void;
  readonly signal: AbortSignal | undefined;
}

/** One input, opened: its beginning to tell the format by, and every way a reader may want the rest. */
export interface Input extends InputOptions {
  readonly name: string;
  readonly file: string | undefined;
  /** Whether it comes from standard input, where only what is plainly a format is taken for one. */
  readonly piped: boolean;
  /** The first bytes, unpacked if it was gzip. */
  readonly head: Uint8Array;
  /** Whether the head is all there is. */
  readonly complete: boolean;
  /** The head as text, without a byte-order mark; null for what is no text. */
  readonly headText: string | null;
  /** Null for what is no text. */
  readonly textEncoding: Encoding | null;
  /** All bytes as they came. One reading only, of these four. */
  readonly bytes: () => AsyncIterable<Uint8Array>;
  /** All bytes as UTF-8, to be split into records and decoded strictly, a record at a time. */
  readonly utf8: () => AsyncIterable<Uint8Array>;
  /** All of it as text, in pieces; what cannot be decoded becomes U+FFFD. */
  readonly text: () => AsyncIterable<string>;
  /** The zip file it is. */
  readonly archive: () => Promise<Archive>;
  /** The SQLite database it is, in a copy. */
  readonly database: () => Promise<Database>;
  readonly notice: (code: string, message: string, at?: { readonly line?: number; readonly hint?: string }) => void;
  readonly close: () => Promise<void>;
}

/** Enough to tell a format by. */
const HEAD = 64 * 1024;
const GZIP = [0x1f, 0x8b];

/**
 * Reads the beginning of a source. Throws a UserError where it is empty or cannot be read.
 * @param known whether the format is known: then one byte tells that there is input, and a live pipe is judged line by line
 */
export async function openInput(source: Source, options: InputOptions, known: boolean): Promise<Input> {
  const wanted = known ? 1 : HEAD;
  let peeked = await peek(bytesOf(source, options), wanted);
  const packed = GZIP.every((byte, i) => peeked.head[i] === byte);
  if (packed) peeked = await peek(gunzipped(peeked.chunks, source.name, options.limits), wanted);
  const { head, complete, chunks, stop } = peeked;
  if (head.length === 0)
    throw new UserError({ code: "empty", message: "there is nothing to judge: the input is empty", where: source.name });

  let encoding: Encoding | null | undefined;
  const textEncoding = (): Encoding | null => (encoding ??= options.encoding ?? guessEncoding(head, complete));
  const folders: { readonly clear: () => Promise<void> }[] = [];
  let archive: Promise<Archive> | undefined;
  let database: Promise<Database> | undefined;
  /** A copy of all bytes on the disk: databases are never opened where they lie. */
  const copied = async (): Promise<string> => {
    const folder = await temporaryFolder();
    folders.push(folder);
    await pipeline(Readable.from(chunks), createWriteStream(folder.path("copy"), { mode: 0o600 }));
    return folder.path("copy");
  };
  const notice: Input["notice"] = (code, message, { line, hint } = {}) =>
    options.onNotice({
      code,
      message,
      where: line === undefined ? source.name : `${source.name}:${line}`,
      ...(hint === undefined ? {} : { hint }),
    });
  return {
    ...options,
    name: source.name,
    file: source.file,
    piped: source.file === undefined,
    head,
    complete,
    get textEncoding() {
      return textEncoding();
    },
    get headText() {
      const chosen = textEncoding();
      return chosen && new TextDecoder(chosen).decode(head, { stream: !complete });
    },
    bytes: () => chunks,
    utf8: () => asUtf8(chunks, textEncoding() ?? "utf-8"),
    text: () => decoded(chunks, textEncoding() ?? "utf-8"),
    archive: () =>
      (archive ??= (async () => {
        const { openArchive } = await import("./archive.js");
        return openArchive(
          packed ? await copied() : (source.file ?? (await copied())),
          source.name,
          options.limits,
          options.signal,
        );
      })()),
    database: () =>
      (database ??= (async () => {
        const { openDatabase } = await import("./database.js");
        return openDatabase(await copied(), { name: source.name, file: source.file, notice });
      })()),
    notice,
    close: async () => {
      // What could not be opened needs no closing.
      await archive?.then((one) => one.close()).catch(() => undefined);
      await database?.then((one) => one.close()).catch(() => undefined);
      await stop();
      for (const folder of folders) await folder.clear();
    },
  };
}

/** The bytes of a source, counted; where reading them fails, a UserError that names it. */
async function* bytesOf({ name, chunks, size }: Source, { onProgress, signal }: InputOptions): AsyncGenerator<Uint8Array> {
  let done = 0;
  try {
    for await (const chunk of chunks) {
      signal?.throwIfAborted();
      yield chunk;
      done += chunk.length;
      onProgress(done, size, "bytes");
    }
  } catch (error) {
    throw signal?.aborted ? signal.reason : cannotRead(name, error);
  }
}

async function* gunzipped(chunks: AsyncIterable<Uint8Array>, name: string, limits: Limits): AsyncGenerator<Uint8Array> {
  yield* limited(inflated(chunks, name), limits, name);
}

/** Bytes that are unpacked at once: of them come a thousand times as many at most. */
const AT_ONCE = 4096;

/** What comes out of a gzip file, all that is whole of a broken one too. Throws a UserError where it breaks off. */
async function* inflated(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const gunzip = createGunzip().on("data", (chunk: Uint8Array) => ready.push(chunk));
  const failed = new Promise<Error>((tell) => gunzip.on("error", tell));
  const taken = (piece: Uint8Array): Promise<unknown> => new Promise((done) => gunzip.write(piece, () => done(null)));
  const ended = (): Promise<unknown> => new Promise((done) => gunzip.on("end", () => done(null)).end());
  try {
    let failure: unknown = null;
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length && failure === null; at += AT_ONCE) {
        failure = await Promise.race([failed, taken(chunk.subarray(at, at + AT_ONCE))]);
        yield* ready.splice(0);
      }
      if (failure !== null) break;
    }
    failure ??= await Promise.race([failed, ended()]);
    yield* ready.splice(0);
    if (failure === null) return;
    throw new UserError({
      code: "broken-gzip",
      message: `is a broken gzip file: ${(failure as Error).message}`,
      where: name,
      hint: "copy it again",
    });
  } finally {
    gunzip.destroy();
  }
}

/** The first bytes; where reading fails after some of them, that is told when they have been read. */
async function peek(
  chunks: AsyncIterable<Uint8Array>,
  wanted: number,
): Promise<{ head: Uint8Array; complete: boolean; chunks: AsyncIterable<Uint8Array>; stop: () => Promise<unknown> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let size = 0;
  let complete = false;
  let failure: { readonly error: unknown } | undefined;
  while (size < wanted && !complete && !failure) {
    try {
      const { value, done } = await iterator.next();
      if (done) complete = true;
      else {
        seen.push(value);
        size += value.length;
      }
    } catch (error) {
      if (size === 0) throw error;
      failure = { error };
    }
  }
  const head = Buffer.concat(seen);
  async function* all(): AsyncGenerator<Uint8Array> {
    // Each piece of the head is let go once it is handed on.
    for (let piece = seen.shift(); piece; piece = seen.shift()) yield piece;
    if (failure) throw failure.error;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  return { head, complete, chunks: all(), stop: async () => iterator.return?.() };
}
