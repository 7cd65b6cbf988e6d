import { UserError } from "../errors.js";
import { decodeUtf8 } from "./decode.js";
import type { Input } from "./input.js";
import { overLimit } from "./limits.js";

/**
 * All of an input as text, without a byte-order mark.
 * @param what it is, for errors: `the message`
 * @throws UserError where it is no UTF-8, blank, or longer than a record may be
 */
export async function wholeText({ utf8, limits, name }: Pick<Input, "utf8" | "limits" | "name">, what: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of utf8()) {
    size += chunk.length;
    if (size > limits.maxRecord) throw new UserError({ ...overLimit("maxRecord", limits, what), where: name });
    parts.push(chunk);
  }
  const text = decodeUtf8(Buffer.concat(parts), name);
  if (text.trim() === "")
    throw new UserError({ code: "empty", message: "there is nothing to judge: the input is blank", where: name });
  return text;
}
