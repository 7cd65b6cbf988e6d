import { crc32, deflateRawSync } from "node:zlib";

/** One member of a zip file, as it is to be written; also what no honest program writes. */
export interface Member {
  /** Taken as it is, `../` too. */
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Not compressed. */
  readonly stored?: boolean;
  /** Says that it is encrypted; the content is left as it is, for nobody should get as far as to it. */
  readonly encrypted?: boolean;
  /** Bytes it claims to have when unpacked, if that is to be a lie. */
  readonly claims?: number;
}

/** 1 January 1980, the first day there is in a zip file: the same bytes every time. */
const DAY = 0x21;
const UTF8_NAME = 0x800;
const ENCRYPTED = 0x1;
const DEFLATE = 8;
const SENTINEL = 0xffffffff;

/**
 * A zip file (PKWARE APPNOTE 6.3) of these members, in this order.
 * @param zip64 whether sizes and places stand in zip64 fields, as in files over 4 GB
 */
export function writeZip(members: readonly Member[], { zip64 = false } = {}): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const name = Buffer.from(member.name, "utf8");
    const content = Buffer.from(member.content as string);
    const packed = member.stored ? content : deflateRawSync(content, { level: 9 });
    const sizes = { packed: packed.length, full: member.claims ?? content.length };
    const common = Buffer.alloc(26);
    common.writeUInt16LE(zip64 ? 45 : 20, 0);
    common.writeUInt16LE(UTF8_NAME | (member.encrypted ? ENCRYPTED : 0), 2);
    common.writeUInt16LE(member.stored ? 0 : DEFLATE, 4);
    common.writeUInt16LE(0, 6);
    common.writeUInt16LE(DAY, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(zip64 ? SENTINEL : sizes.packed, 14);
    common.writeUInt32LE(zip64 ? SENTINEL : sizes.full, 18);
    common.writeUInt16LE(name.length, 22);
    const local = zip64 ? wide(sizes.full, sizes.packed) : Buffer.alloc(0);
    common.writeUInt16LE(local.length, 24);
    parts.push(signature(0x04034b50), common, name, local, packed);

    const central = zip64 ? wide(sizes.full, sizes.packed, offset) : Buffer.alloc(0);
    const entry = Buffer.from(common);
    entry.writeUInt16LE(central.length, 24);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(zip64 ? SENTINEL : offset, 10);
    directory.push(signature(0x02014b50), Buffer.from([20, 0]), entry, rest, name, central);
    offset += 30 + name.length + local.length + packed.length;
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([...parts, ...directory, ...end(members.length, length, offset, zip64)]);
}

const signature = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** The zip64 extra field: numbers of eight bytes. */
function wide(...numbers: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * numbers.length);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8 * numbers.length, 2);
  for (const [i, value] of numbers.entries()) field.writeBigUInt64LE(BigInt(value), 4 + 8 * i);
  return field;
}

function end(count: number, length: number, offset: number, zip64: boolean): Buffer[] {
  const last = Buffer.alloc(18);
  last.writeUInt16LE(zip64 ? 0xffff : count, 4);
  last.writeUInt16LE(zip64 ? 0xffff : count, 6);
  last.writeUInt32LE(zip64 ? SENTINEL : length, 8);
  last.writeUInt32LE(zip64 ? SENTINEL : offset, 12);
  if (!zip64) return [signature(0x06054b50), last];
  const record = Buffer.alloc(52);
  record.writeBigUInt64LE(44n, 0);
  record.writeUInt16LE(45, 8);
  record.writeUInt16LE(45, 10);
  record.writeBigUInt64LE(BigInt(count), 20);
  record.writeBigUInt64LE(BigInt(count), 28);
  record.writeBigUInt64LE(BigInt(length), 36);
  record.writeBigUInt64LE(BigInt(offset), 44);
  const locator = Buffer.alloc(16);
  locator.writeBigUInt64LE(BigInt(offset + length), 4);
  locator.writeUInt32LE(1, 12);
  return [signature(0x06064b50), record, signature(0x07064b50), locator, signature(0x06054b50), last];
}
