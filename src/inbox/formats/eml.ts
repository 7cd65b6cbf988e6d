import type { Draft } from "../draft.js";
import type { Input } from "../input.js";
import { overLimit } from "../limits.js";
import { mailDraft } from "./mail.js";

/** The whole input as one mail. */
export async function* readEml(input: Input): AsyncGenerator<Draft> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input.bytes()) {
    size += chunk.length;
    if (size > input.limits.maxRecord) {
      yield { kind: "broken", ...overLimit("maxRecord", input.limits, "the mail"), line: 1 };
      return;
    }
    parts.push(chunk);
  }
  yield await mailDraft(Buffer.concat(parts), 1, input);
}
