import { type FileHandle, open } from "node:fs/promises";

/** What became of a write-ahead log: the pages it brought, or why it brought none. */
export interface Applied {
  /** Pages of the database that came from it; 0 where it holds no finished change. */
  readonly pages: number;
  /** What is wrong with it: changes after that point are missing. */
  readonly problem?: string;
}

const HEADER = 32;
const FRAME_HEADER = 24;
/** The lowest bit tells the byte order of the checksums. */
const MAGIC = 0x377f0682;
const VERSION = 3_007_000;

/**
 * Writes the finished changes of a write-ahead log into a database, as a checkpoint of SQLite does. What follows
 * the last commit is left out, as SQLite leaves it out.
 * @param database path of a copy that may be written to
 * @param wal path of the log; it is only read
 * @see https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 */
export async function applyWal(database: string, wal: string): Promise<Applied> {
  const log = await open(wal, "r");
  try {
    const found = await committed(log);
    if ("problem" in found && found.frames.size === 0) return { pages: 0, problem: found.problem };
    if (found.frames.size > 0) {
      const file = await open(database, "r+");
      try {
        const problem = await misfit(file, found.pageSize);
        if (problem) return { pages: 0, problem };
        await write(found, log, file);
      } finally {
        await file.close();
      }
    }
    return { pages: found.frames.size, ...("problem" in found ? { problem: found.problem } : {}) };
  } finally {
    await log.close();
  }
}

interface Committed {
  readonly pageSize: number;
  /** Pages the database has after the last commit. */
  readonly pageCount: number;
  /** Where in the log the newest content of each page begins. */
  readonly frames: ReadonlyMap<number, number>;
  readonly problem?: string;
}

/** Reads a log up to its last commit, checking every frame. */
async function committed(log: FileHandle): Promise<Committed> {
  const nothing = { pageSize: 0, pageCount: 0, frames: new Map<number, number>() };
  const header = Buffer.alloc(HEADER);
  if ((await log.read(header, 0, HEADER, 0)).bytesRead < HEADER) return { ...nothing, problem: "it is cut off in its header" };
  const bigEndian = header.readUInt32BE(0) === MAGIC + 1;
  if (!bigEndian && header.readUInt32BE(0) !== MAGIC) return { ...nothing, problem: "it is no write-ahead log" };
  if (header.readUInt32BE(4) !== VERSION) return { ...nothing, problem: "it has an unknown version" };
  const pageSize = header.readUInt32BE(8);
  if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0)
    return { ...nothing, problem: "its page size cannot be" };
  let sums = checksum(header.subarray(0, 24), [0, 0], bigEndian);
  if (!sameSums(header, 24, sums)) return { ...nothing, problem: "the checksum of its header is wrong" };

  const salts = header.subarray(16, 24);
  const frames = new Map<number, number>();
  let pending = new Map<number, number>();
  let pageCount = 0;
  const frame = Buffer.alloc(FRAME_HEADER + pageSize);
  for (let at = HEADER; ; at += frame.length) {
    const { bytesRead } = await log.read(frame, 0, frame.length, at);
    const problem = `it is damaged at byte ${at + 1}`;
    if (bytesRead < FRAME_HEADER) return { pageSize, pageCount, frames, ...(bytesRead === 0 ? {} : { problem }) };
    // Frames with other salts are left over from before the log was begun anew.
    if (!frame.subarray(8, 16).equals(salts)) return { pageSize, pageCount, frames };
    const page = frame.readUInt32BE(0);
    sums = checksum(frame.subarray(FRAME_HEADER), checksum(frame.subarray(0, 8), sums, bigEndian), bigEndian);
    if (bytesRead < frame.length || page === 0 || !sameSums(frame, 16, sums)) return { pageSize, pageCount, frames, problem };
    pending.set(page, at + FRAME_HEADER);
    const countAfter = frame.readUInt32BE(4);
    if (countAfter > 0) {
      pageCount = countAfter;
      for (const [number, start] of pending) frames.set(number, start);
      pending = new Map();
    }
  }
}

type Sums = readonly [number, number];

/** The checksum of a log goes on from frame to frame. */
function checksum(bytes: Buffer, [first, second]: Sums, bigEndian: boolean): Sums {
  let a = first;
  let b = second;
  for (let i = 0; i < bytes.length; i += 8) {
    a = (a + b + (bigEndian ? bytes.readUInt32BE(i) : bytes.readUInt32LE(i))) >>> 0;
    b = (b + a + (bigEndian ? bytes.readUInt32BE(i + 4) : bytes.readUInt32LE(i + 4))) >>> 0;
  }
  return [a, b];
}

const sameSums = (bytes: Buffer, at: number, [first, second]: Sums): boolean =>
  bytes.readUInt32BE(at) === first && bytes.readUInt32BE(at + 4) === second;

/** Why a log does not belong to a database; null where it does. */
async function misfit(file: FileHandle, pageSize: number): Promise<string | null> {
  const header = Buffer.alloc(18);
  await file.read(header, 0, 18, 0);
  const own = header.readUInt16BE(16);
  // 65,536 does not fit into two bytes and is written as 1.
  return (own === 1 ? 65_536 : own) === pageSize ? null : "it belongs to another database: its page size differs";
}

async function write({ pageSize, pageCount, frames }: Committed, log: FileHandle, file: FileHandle): Promise<void> {
  // First, so that nothing has changed yet where there is no room for it.
  await file.truncate(pageCount * pageSize);
  const page = Buffer.alloc(pageSize);
  for (const [number, start] of frames) {
    // Pages beyond the end were given up before the last commit.
    if (number > pageCount) continue;
    await log.read(page, 0, pageSize, start);
    await file.write(page, 0, pageSize, (number - 1) * pageSize);
  }
}
