import type { Draft } from "../draft.js";
import type { Input } from "../input.js";

export async function* readCsv(_input: Input): AsyncGenerator<Draft> {
  throw new Error("not written yet");
}

/** Whether a text is plainly a table of messages. */
export async function looksLikeTable(_input: Input): Promise<boolean> {
  return false;
}
