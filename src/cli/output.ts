import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { UserError } from "../errors.js";

/** Where a report goes: written in order, never faster than it is taken. */
export interface Output {
  /** False once the reader has gone away: there is no point in going on. */
  write(text: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Standard output; a pipe closed by its reader (`| head`) ends the run quietly. */
export function standardOutput(): Output {
  const { stdout } = process;
  let open = true;
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    open = false;
  });
  return {
    write: async (text) => {
      if (open && text !== "" && !stdout.write(text))
        await Promise.race([once(stdout, "drain"), once(stdout, "close")]).catch(() => undefined);
      return open;
    },
    close: async () => undefined,
  };
}

/** A file, made anew. Throws a UserError where it cannot be written. */
export async function fileOutput(file: string): Promise<Output> {
  const stream: Writable = createWriteStream(file);
  try {
    await once(stream, "open");
  } catch (error) {
    throw new UserError({ code: "cannot-write", message: `cannot write: ${(error as Error).message}`, where: file });
  }
  return {
    write: async (text) => {
      if (!stream.write(text)) await once(stream, "drain");
      return true;
    },
    close: async () => {
      stream.end();
      await once(stream, "finish");
    },
  };
}
