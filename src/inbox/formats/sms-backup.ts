import type { Draft } from "../draft.js";
import type { Input } from "../input.js";

export async function* readSmsBackup(_input: Input): AsyncGenerator<Draft> {
  throw new Error("not written yet");
}
