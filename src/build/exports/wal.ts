/** How a write-ahead log is written. */
export interface WalOptions {
  /** Byte order of the checksums: that of the machine that wrote the log. */
  readonly bigEndian?: boolean;
  /** Two numbers that all frames of a log carry. */
  readonly salts?: readonly [number, number];
  /** Whether the change is finished. */
  readonly committed?: boolean;
}

const MAGIC = 0x377f0682;
const VERSION = 3_007_000;

/** A database as it is on the disk while a write-ahead log belongs to it. */
export function inWalMode(database: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(database);
  changed.set([2, 2], 18);
  return changed;
}

/**
 * A write-ahead log that leads a database from its first state through the others: for each, the pages that differ,
 * as the frames of one change. Written from its description at https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 * @param states of the database in `inWalMode`, all of one page size
 */
export function walOf(states: readonly Uint8Array[], options: WalOptions = {}): Uint8Array {
  const { bigEndian = false, salts = [0x5eed0001, 0x5eed0002], committed = true } = options;
  const [first = new Uint8Array()] = states;
  const pageSize = pageSizeOf(first);
  let sums: readonly [number, number] = [0, 0];
  const sum = (bytes: Buffer): void => {
    let [a, b] = sums;
    const word = (at: number): number => (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
    for (let at = 0; at < bytes.length; at += 8) {
      a = (a + b + word(at)) >>> 0;
      b = (b + a + word(at + 4)) >>> 0;
    }
    sums = [a, b];
  };
  const header = words(bigEndian ? MAGIC + 1 : MAGIC, VERSION, pageSize, 0, ...salts);
  sum(header);
  const written = [header, words(...sums)];
  for (const [i, after] of states.slice(1).entries()) {
    const ends = committed || i < states.length - 2;
    const pages = changedPages(states[i] as Uint8Array, after, pageSize);
    for (const page of pages) {
      const start = words(page + 1, ends && page === pages.at(-1) ? after.length / pageSize : 0);
      const content = Buffer.from(after.subarray(page * pageSize, (page + 1) * pageSize));
      sum(start);
      sum(content);
      written.push(start, words(...salts), words(...sums), content);
    }
  }
  return Uint8Array.from(Buffer.concat(written));
}

/** Numbers of the pages that differ, from 0; at least the last, for a change of the size alone needs a frame too. */
function changedPages(before: Uint8Array, after: Uint8Array, pageSize: number): number[] {
  const page = (database: Uint8Array, i: number): Buffer => Buffer.from(database.subarray(i * pageSize, (i + 1) * pageSize));
  const count = after.length / pageSize;
  const changed = Array.from({ length: count }, (_, i) => i).filter((i) => !page(before, i).equals(page(after, i)));
  return changed.length > 0 ? changed : [count - 1];
}

function words(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [i, number] of numbers.entries()) bytes.writeUInt32BE(number >>> 0, i * 4);
  return bytes;
}

function pageSizeOf(database: Uint8Array): number {
  const size = Buffer.from(database.subarray(16, 18)).readUInt16BE();
  return size === 1 ? 65_536 : size;
}
