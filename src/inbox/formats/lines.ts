import type { Draft } from "../draft.js";
import type { Input } from "../input.js";
import { decodedLines } from "../lines.js";
import { locateAsIs } from "../locate.js";

/** Each line that is not blank as one message. */
export async function* readLines(input: Input): AsyncGenerator<Draft> {
  for await (const line of decodedLines(input)) {
    if ("kind" in line) yield line;
    else {
      const { text, number } = line;
      yield { kind: "given", value: { text }, line: number, locate: locateAsIs(text, { line: number, column: 1 }) };
    }
  }
}
