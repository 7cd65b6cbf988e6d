import { SaxesParser } from "saxes";
import { UserError } from "../../errors.js";
import { decoded, encodingOfMark } from "../encoding.js";
import { type Limits, overLimit } from "../limits.js";

/** Elements within elements; a rich text in a sheet is eight deep. */
const DEEPEST = 256;

/** What is wanted of a part of a workbook. Names come without their prefix: some programs write `x:row` for `row`. */
export interface XmlHandler {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/**
 * Reads XML piece by piece and stops after each, so that what was found in it can be handed on. Entities other than
 * the five of XML are unknown, a DOCTYPE is refused, and so is a text or a tag beyond `maxRecord`.
 * @param where for errors
 * @throws UserError for what is no XML
 */
export async function* readXml(
  chunks: AsyncIterable<Uint8Array>,
  { open, text, close }: XmlHandler,
  where: string,
  limits: Limits,
): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  /** UTF-16 units since something whole was read: the parser keeps them. */
  let kept = 0;
  let depth = 0;
  parser.on("doctype", () => {
    throw broken("a DOCTYPE, which no workbook has", where);
  });
  parser.on("opentag", ({ name, attributes }) => {
    kept = 0;
    if (++depth > DEEPEST) throw broken("elements within elements within elements", where);
    open(plainName(name), attributes);
  });
  parser.on("closetag", ({ name }) => {
    kept = 0;
    depth--;
    close?.(plainName(name));
  });
  if (text) {
    parser.on("text", text);
    parser.on("cdata", text);
  }
  try {
    for await (const piece of asText(chunks)) {
      parser.write(piece);
      kept += piece.length;
      yield;
      if (kept > limits.maxRecord + piece.length)
        throw new UserError({ ...overLimit("maxRecord", limits, "a piece of it"), where });
    }
    parser.close();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw broken((error as Error).message, where);
  }
  yield;
}

const plainName = (name: string): string => name.slice(name.indexOf(":") + 1);

const broken = (what: string, where: string): UserError =>
  new UserError({
    code: "broken-xlsx",
    message: `is a broken workbook: ${what}`,
    where,
    hint: "open it in a spreadsheet program and save it again as xlsx or CSV",
  });

/** UTF-8 unless a byte-order mark says UTF-16; XML of workbooks comes in no other. */
async function* asText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return;
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield first.value;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  yield* decoded(all(), encodingOfMark(first.value) ?? "utf-8");
}
