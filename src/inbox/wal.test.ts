import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { walOf } from "../build/exports/wal.js";
import { applyWal } from "./wal.js";

const folder = mkdtempSync(join(tmpdir(), "cuijian-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What becomes of a database with this log, and what is said of it. */
async function applied(database: Uint8Array, wal: Uint8Array) {
  writeFileSync(join(folder, "database"), database);
  writeFileSync(join(folder, "log"), wal);
  const result = await applyWal(join(folder, "database"), join(folder, "log"));
  return { ...result, database: new Uint8Array(readFileSync(join(folder, "database"))) };
}

const PAGE = 512;
const FRAME = 24 + PAGE;
/** A database of pages that each hold one byte over and over, but for the page size in the first. */
function database(...pages: readonly number[]): Uint8Array {
  const bytes = Uint8Array.from(pages.flatMap((byte) => Array<number>(PAGE).fill(byte)));
  bytes.set([PAGE >> 8, PAGE & 0xff], 16);
  return bytes;
}

describe("a write-ahead log", () => {
  const before = database(1, 2, 3);

  it.each([false, true])("changes, adds and takes away pages (checksums in big-endian order: %s)", async (bigEndian) => {
    for (const after of [database(1, 9, 3), database(9, 2, 3, 4, 5), database(1, 2), database(7)]) {
      const result = await applied(before, walOf([before, after], { bigEndian }));
      expect(result.database).toEqual(after);
      expect(result.problem).toBeUndefined();
    }
  });

  it("counts each page once, however often it changed", async () => {
    const result = await applied(before, walOf([before, database(1, 4, 3), database(1, 5, 3), database(1, 6, 3)]));
    expect(result).toEqual({ pages: 1, database: database(1, 6, 3) });
  });

  it("does not bring a change that was never finished, and that is no fault", async () => {
    const result = await applied(before, walOf([before, database(1, 4, 3), database(5, 5, 5)], { committed: false }));
    expect(result).toEqual({ pages: 1, database: database(1, 4, 3) });
  });

  it("ends where frames of an older log follow, and that is no fault", async () => {
    const older = walOf([before, database(7, 7, 7)], { salts: [1, 2] });
    const newer = walOf([before, database(1, 4, 3)], { salts: [2, 9] });
    const result = await applied(before, Buffer.concat([newer, older.subarray(newer.length)]));
    expect(result).toEqual({ pages: 1, database: database(1, 4, 3) });
  });

  it.each([
    ["of other bytes", Buffer.from("not a log, but some text that is long enough to be one"), "it is no write-ahead log"],
    ["that ends in its header", walOf([before, before]).subarray(0, 20), "it is cut off in its header"],
    ["with a changed header", walOf([before, before]).with(17, 0xff), "the checksum of its header is wrong"],
    ["of another version", walOf([before, before]).with(7, 0), "it has an unknown version"],
    ["of an impossible page size", walOf([before, before]).with(11, 3), "its page size cannot be"],
  ])("%s brings nothing, and why is told", async (_, wal, problem) => {
    expect(await applied(before, wal)).toEqual({ pages: 0, problem, database: before });
  });

  it("of another page size brings nothing", async () => {
    const other = Uint8Array.from({ length: 2048 }, () => 5);
    other.set([4, 0], 16);
    const result = await applied(before, walOf([other, other]));
    expect(result).toEqual({ pages: 0, problem: "it belongs to another database: its page size differs", database: before });
  });

  it("with a changed frame brings what stands before it, and where it is damaged is told", async () => {
    const wal = walOf([before, database(1, 4, 3), database(1, 4, 5)]);
    wal.set([0xff], 32 + FRAME + 100);
    const result = await applied(before, wal);
    expect(result).toEqual({ pages: 1, problem: `it is damaged at byte ${32 + FRAME + 1}`, database: database(1, 4, 3) });
  });

  it("without a frame brings nothing, and that is no fault", async () => {
    expect(await applied(before, walOf([before]))).toEqual({ pages: 0, database: before });
  });

  it("cut off anywhere brings whole changes only", async () => {
    const pages = fc.array(fc.nat(255), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(pages, { minLength: 1, maxLength: 5 }), fc.boolean(), fc.nat(), async (states, bigEndian, at) => {
        const databases = states.map((state) => database(...state));
        const wal = walOf(databases, { bigEndian });
        const cut = at % (wal.length + 1);
        // The last state whose log ends before the cut.
        const reached = databases.filter((_, i) => i === 0 || walOf(databases.slice(0, i + 1), { bigEndian }).length <= cut);
        expect((await applied(databases[0] as Uint8Array, wal.subarray(0, cut))).database).toEqual(reached.at(-1));
      }),
      { numRuns: 200 },
    );
  });
});
