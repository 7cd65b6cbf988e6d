import type { Draft } from "../draft.js";
import type { Input } from "../input.js";
import { locateAsIs } from "../locate.js";
import { wholeText } from "../whole-text.js";

/** The whole input as one message, without the line end that closes it. */
export async function* readText(input: Input): AsyncGenerator<Draft> {
  const text = (await wholeText(input, "the message")).replace(/\r?\n$/, "");
  yield { kind: "given", value: { text }, line: 1, locate: locateAsIs(text, { line: 1, column: 1 }) };
}
