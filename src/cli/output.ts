import { once } from "node:events";
import { createWriteStream, statSync } from "node:fs";
import type { Writable } from "node:stream";
import { reasonOf, UserError } from "../errors.js";

/** Where a report goes: written in order, never faster than it is taken. */
export interface Output {
  /** False once nothing more can be written: there is no point in going on. */
  write(text: string): Promise<boolean>;
  /** Waits for the last byte. Throws a UserError where one could not be written; a reader who left (`| head`) is no error. */
  close(): Promise<void>;
}

export function standardOutput(): Output {
  const { stdout } = process;
  return outputTo(stdout, "standard output", () => new Promise((done) => stdout.write("", () => setImmediate(done))));
}

/** A file, made anew. Throws a UserError where it cannot be written, or is one of the files that are read. */
export async function fileOutput(file: string, inputs: readonly string[]): Promise<Output> {
  refuseToErase(file, inputs);
  const stream = createWriteStream(file);
  try {
    await once(stream, "open");
  } catch (error) {
    throw cannotWrite(file, error);
  }
  return outputTo(stream, file, async () => {
    stream.end();
    if (!stream.closed) await once(stream, "close").catch(() => undefined);
  });
}

function outputTo(stream: Writable, name: string, finish: () => Promise<void>): Output {
  let failure: NodeJS.ErrnoException | undefined;
  stream.on("error", (error) => {
    failure ??= error;
  });
  return {
    write: async (text) => {
      if (!failure && text !== "" && !stream.write(text)) await drained(stream);
      return !failure;
    },
    close: async () => {
      await finish();
      if (failure && failure.code !== "EPIPE") throw cannotWrite(name, failure);
    },
  };
}

/** Waits until more may be written, or nothing can be any more; leaves no listener behind. */
async function drained(stream: Writable): Promise<void> {
  const settled = new AbortController();
  const { signal } = settled;
  await Promise.race([once(stream, "drain", { signal }), once(stream, "close", { signal })]).catch(() => undefined);
  settled.abort();
}

export const cannotWrite = (file: string, error: unknown): UserError =>
  new UserError({ code: "cannot-write", message: `cannot be written: ${reasonOf(error)}`, where: file });

/** Throws a UserError where writing `file` would erase what is to be read. */
export function refuseToErase(file: string, inputs: readonly string[]): void {
  const target = statOf(file);
  if (!target?.isFile()) return;
  for (const input of inputs) {
    const source = statOf(input);
    if (source?.ino === target.ino && source.dev === target.dev)
      throw new UserError({
        code: "output-is-input",
        message: "is also an input: writing it would erase what is to be read",
        where: file,
        hint: "choose another file for the output",
      });
  }
}

function statOf(file: string): ReturnType<typeof statSync> {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}
