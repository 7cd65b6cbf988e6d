import { UserError } from "../../errors.js";
import { decodeUtf8 } from "../decode.js";
import type { Draft } from "../draft.js";
import type { Input } from "../input.js";
import { overLimit } from "../limits.js";

/** The whole input as one message, without the line end that closes it. */
export async function* readText(input: Input): AsyncGenerator<Draft> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input.utf8()) {
    size += chunk.length;
    if (size > input.limits.maxRecord)
      throw new UserError({ ...overLimit("maxRecord", input.limits, "the message"), where: input.name });
    parts.push(chunk);
  }
  const text = decodeUtf8(Buffer.concat(parts), input.name).replace(/\r?\n$/, "");
  if (text.trim() === "")
    throw new UserError({ code: "empty", message: "there is nothing to judge: the input is blank", where: input.name });
  yield { kind: "given", value: { text }, line: 1 };
}
