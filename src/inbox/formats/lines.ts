import type { Draft } from "../draft.js";
import type { Input } from "../input.js";
import { decodedLines } from "../lines.js";

/** Each line that is not blank as one message. */
export async function* readLines(input: Input): AsyncGenerator<Draft> {
  for await (const line of decodedLines(input)) {
    if ("kind" in line) yield line;
    else yield { kind: "given", value: { text: line.text }, line: line.number };
  }
}
