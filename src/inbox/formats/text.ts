import type { Draft } from "../draft.js";
import type { Input } from "../input.js";
import { locateAsIs } from "../locate.js";
import { wholeText } from "../whole-text.js";

const MANY_LINES = 20;

/** The whole input as one message, without the line end that closes it. */
export async function* readText(input: Input): AsyncGenerator<Draft> {
  const text = (await wholeText(input, "the message")).replace(/\r?\n$/, "");
  // A list of messages pasted into a file is easily taken for one; of a pipe people know what they put in.
  if (!input.piped && text.split("\n").filter((line) => line.trim() !== "").length > MANY_LINES)
    input.notice("one-message", "is read as one message", { hint: "if each line is a message of its own, say --from lines" });
  yield { kind: "given", value: { text }, line: 1, locate: locateAsIs(text, { line: 1, column: 1 }) };
}
