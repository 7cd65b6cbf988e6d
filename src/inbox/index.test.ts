import { createReadStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UserError } from "../errors.js";
import { gist } from "./inbox.testing.js";
import type { readMessages as Read } from "./index.js";

describe("cuijian/inbox", () => {
  let folder: string;
  let readMessages: typeof Read;
  beforeAll(async () => {
    // As its users import it: through the package's exports, from what the build made.
    const name = "cuijian/inbox";
    ({ readMessages } = (await import(name)) as { readMessages: typeof Read });
    folder = mkdtempSync(join(tmpdir(), "cuijian-inbox-"));
    mkdirSync(join(folder, "later"));
    writeFileSync(join(folder, "a.jsonl"), '{"text":"一"}\noops\n{"text":"二","direction":"out"}\n');
    writeFileSync(join(folder, "later", "b.txt"), "三");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const gists = async (input: Parameters<typeof Read>[0], options?: Parameters<typeof Read>[1]): Promise<string[]> => {
    const found: string[] = [];
    for await (const record of readMessages(input, options)) found.push(gist(record).replaceAll(folder, "."));
    return found;
  };

  it("reads a file or a whole directory, record by record", async () => {
    expect(await gists(join(folder, "a.jsonl"))).toEqual(["一", "(not-json at ./a.jsonl:2:1)", "(sent by the owner)"]);
    writeFileSync(join(folder, "later", "a.jpg"), Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46));
    expect(await gists(folder)).toEqual(["一", "(not-json at ./a.jsonl:2:1)", "(sent by the owner)", "三"]);
  });

  it("reads a named stream of bytes, and takes the options the command line has", async () => {
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("一\n二\n", "utf16le");
    }
    expect(await gists({ name: "mine", chunks: chunks() }, { from: "lines", encoding: "utf-16le" })).toEqual(["一", "二"]);
  });

  it("throws an error that says where and what for what cannot be read at all", async () => {
    await expect(gists(join(folder, "nowhere"))).rejects.toThrow(/nowhere {2}no such file/);
    await expect(gists(folder, { from: "klingon" })).rejects.toThrow(/--from klingon: no such format/);
    expect(await gists(folder, { from: "klingon" }).catch((error: unknown) => (error as UserError).name)).toBe(UserError.name);
  });

  it("names what is no inbox in a directory, and ends at a wish", async () => {
    writeFileSync(join(folder, "later", "a.jpg"), Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46));
    const codes: string[] = [];
    await gists(join(folder, "later"), { onNotice: ({ code, where }) => codes.push(`${code} ${where?.replace(folder, ".")}`) });
    expect(codes).toEqual(["unknown-format ./later/a.jpg"]);
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(gists(join(folder, "a.jsonl"), { signal })).rejects.toThrow("enough");
  });

  it("closes the file when nobody wants the rest", async () => {
    const chunks = createReadStream(join(folder, "a.jsonl"));
    for await (const record of readMessages({ name: "a.jsonl", chunks })) if (record) break;
    expect(chunks.destroyed).toBe(true);
  });
});
