import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Member, writeZip } from "../build/exports/zip.js";
import { UserError } from "../errors.js";
import { type Archive, openArchive } from "./archive.js";
import { LIMITS } from "./limits.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cuijian-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const opened = (zip: Uint8Array, limits = {}, signal?: AbortSignal): Promise<Archive> => {
  const file = join(folder, "inbox.zip");
  writeFileSync(file, zip);
  return openArchive(file, "inbox.zip", { ...LIMITS, ...limits }, signal);
};

const archive = (...members: readonly Member[]): Promise<Archive> => opened(writeZip(members));

async function textOf(from: Archive, member: string): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of from.read(member)) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

/** What a user is told. */
async function refusal(work: Promise<unknown>) {
  try {
    await work;
  } catch (error) {
    if (error instanceof UserError) return error.problems[0];
    throw error;
  }
  throw new Error("it was read");
}

const PLAIN = { name: "messages.ndjson", content: "已逾期\n" };

describe("an archive", () => {
  it("gives the bytes of a member, deflated or stored", async () => {
    const zip = await archive(PLAIN, { name: "数据/二.txt", content: "请还款", stored: true });
    expect(zip.members).toEqual(["messages.ndjson", "数据/二.txt"]);
    expect(await textOf(zip, "messages.ndjson")).toBe("已逾期\n");
    expect(await textOf(zip, "数据/二.txt")).toBe("请还款");
    expect(zip.sizeOf("数据/二.txt")).toBe(9);
    zip.close();
  });

  it("may be zip64", async () => {
    const zip = await opened(writeZip([PLAIN, { name: "b", content: "乙" }], { zip64: true }));
    expect(await textOf(zip, "messages.ndjson")).toBe("已逾期\n");
    expect(await textOf(zip, "b")).toBe("乙");
    zip.close();
  });

  it("with a member that leads out of its folder, or is encrypted, gives the others", async () => {
    const outside = { name: "../../etc/passwd", content: "x" };
    const zip = await archive(outside, { name: "/root", content: "x" }, { name: "locked", content: "x", encrypted: true }, PLAIN);
    expect(zip.members).toEqual(["../../etc/passwd", "/root", "locked", "messages.ndjson"]);
    expect(await textOf(zip, "messages.ndjson")).toBe("已逾期\n");
    zip.close();
  });

  it("says of an encrypted member that it is, and what to do", async () => {
    const zip = await archive({ ...PLAIN, encrypted: true });
    expect(zip.isEncrypted("messages.ndjson")).toBe(true);
    expect(await refusal(textOf(zip, "messages.ndjson"))).toMatchObject({
      code: "encrypted",
      message: "messages.ndjson is encrypted in it",
      where: "inbox.zip",
      hint: expect.stringContaining("without a password"),
    });
    zip.close();
  });

  it("ends a bomb at the limit, all readings together", async () => {
    const nothing = { content: Buffer.alloc(3_000_000) };
    const bomb = writeZip([
      { name: "a", ...nothing },
      { name: "b", ...nothing },
    ]);
    expect(bomb.length).toBeLessThan(10_000);
    const zip = await opened(bomb, { maxInflated: 5_000_000 });
    expect(await textOf(zip, "a")).toHaveLength(3_000_000);
    expect(await refusal(textOf(zip, "b"))).toMatchObject({
      code: "over-max-inflated",
      where: "inbox.zip/b",
      hint: expect.stringContaining("--max-inflated"),
    });
    zip.close();
  });

  it("unpacks no member that nobody asked for, whatever it holds", async () => {
    const zip = await opened(writeZip([{ name: "bomb", content: Buffer.alloc(3_000_000) }, PLAIN]), { maxInflated: 1000 });
    expect(await textOf(zip, "messages.ndjson")).toBe("已逾期\n");
    zip.close();
  });

  it("that lies about the size of a member is broken", async () => {
    const zip = await archive({ name: "a", content: "请还款".repeat(100), claims: 9 });
    expect(await refusal(textOf(zip, "a"))).toMatchObject({ code: "broken-zip", where: "inbox.zip" });
    zip.close();
  });

  it("whose bytes were changed is broken", async () => {
    const bytes = Buffer.from(writeZip([{ ...PLAIN, stored: true }]));
    bytes[bytes.indexOf("已逾期")] = 0xe6;
    const zip = await opened(bytes);
    expect(await refusal(textOf(zip, "messages.ndjson"))).toMatchObject({
      code: "broken-zip",
      message: "is a broken zip file: the checksum of messages.ndjson does not fit",
    });
    zip.close();
  });

  it.each([
    ["is cut short", (zip: Buffer) => zip.subarray(0, zip.length - 30)],
    ["lost its beginning", (zip: Buffer) => zip.subarray(20)],
    ["is none", () => Buffer.from("PK\u0003\u0004 and then prose")],
  ])("that %s is broken, not a crash", async (_, spoil) => {
    const spoilt = spoil(Buffer.from(writeZip([PLAIN])));
    const reading = opened(spoilt).then((zip) => textOf(zip, "messages.ndjson").finally(() => zip.close()));
    expect(await refusal(reading)).toMatchObject({ code: "broken-zip", where: "inbox.zip" });
  });

  it("names a member it does not have", async () => {
    const zip = await archive(PLAIN);
    expect(await refusal(textOf(zip, "other"))).toMatchObject({ code: "no-member", message: "has no other in it" });
    zip.close();
  });

  it("may be left in the middle of a member", async () => {
    const zip = await archive({ name: "a", content: Buffer.alloc(3_000_000) });
    for await (const part of zip.read("a")) if (part) break;
    expect(await textOf(zip, "a")).toHaveLength(3_000_000);
    zip.close();
  });

  it("is no longer read once someone wishes to stop, with the reason they give", async () => {
    const stop = new AbortController();
    const zip = writeZip([{ name: "a", content: "x".repeat(1_000_000) }]);
    const archive = await opened(zip, {}, stop.signal);
    const read = archive.read("a")[Symbol.asyncIterator]();
    expect((await read.next()).done).toBe(false);
    stop.abort(new Error("enough"));
    await expect(read.next()).rejects.toThrow("enough");
    archive.close();
    await expect(opened(zip, {}, stop.signal)).rejects.toThrow("enough");
  });
});
