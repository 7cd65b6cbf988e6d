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
 * A write-ahead log that turns one state of a database into another: the pages that differ, as frames of one change.
 * Written from its description at https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 */
export function walOf(before: Uint8Array, after: Uint8Array, options: WalOptions = {}): Uint8Array {
  const { bigEndian = false, salts = [0x5eed0001, 0x5eed0002], committed = true } = options;
  const pageSize = pageSizeOf(after);
  const target = inWalMode(after);
  const pages = Array.from({ length: target.length / pageSize }, (_, i) => i).filter(
    (i) => !same(before.subarray(i * pageSize, (i + 1) * pageSize), target.subarray(i * pageSize, (i + 1) * pageSize)),
  );
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
  const header = Buffer.concat([words(bigEndian ? MAGIC + 1 : MAGIC, VERSION, pageSize, 0, ...salts)]);
  sum(header);
  const written = [header, words(...sums)];
  for (const [position, page] of pages.entries()) {
    const last = position === pages.length - 1;
    const start = words(page + 1, last && committed ? target.length / pageSize : 0);
    const content = Buffer.from(target.subarray(page * pageSize, (page + 1) * pageSize));
    sum(start);
    sum(content);
    written.push(start, words(...salts), words(...sums), content);
  }
  return Uint8Array.from(Buffer.concat(written));
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

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(b);
