/** Encodings that Node can decode and not encode, and UTF-16. */
export type WrittenEncoding = "gbk" | "gb18030" | "big5" | "utf-16le" | "utf-16be";

/** A text in one of the encodings of Chinese exports, without a byte-order mark. Throws for a character it does not have. */
export function encode(text: string, encoding: WrittenEncoding): Uint8Array {
  if (encoding === "utf-16le") return Buffer.from(text, "utf16le");
  if (encoding === "utf-16be") return Buffer.from(text, "utf16le").swap16();
  const table = tableOf(encoding);
  return Buffer.from(
    [...text].flatMap((character) => {
      const bytes = table.get(character) ?? (encoding === "gb18030" ? beyondBmp(character) : undefined);
      if (!bytes) throw new Error(`${encoding} has no “${character}”`);
      return [...bytes];
    }),
  );
}

type Table = ReadonlyMap<string, readonly number[]>;
const tables = new Map<string, Table>();

/** What each character is written as, found by decoding whatever may be a character. */
function tableOf(encoding: "gbk" | "gb18030" | "big5"): Table {
  const known = tables.get(encoding);
  if (known) return known;
  const decoder = new TextDecoder(encoding, { fatal: true });
  const table = new Map<string, readonly number[]>();
  const add = (bytes: readonly number[]): void => {
    try {
      const character = decoder.decode(Uint8Array.from(bytes));
      if ([...character].length === 1 && !table.has(character)) table.set(character, bytes);
    } catch {
      // No character stands there.
    }
  };
  for (let byte = 0; byte < 0x80; byte++) add([byte]);
  // Windows writes the euro so.
  if (encoding === "gbk") add([0x80]);
  // In Big5 the rows below A1 are a later addition of Hong Kong: what stands in both is written as it first was.
  const leads = Array.from({ length: 0x7e }, (_, i) => 0x81 + i);
  const ordered = encoding === "big5" ? [...leads.filter((lead) => lead >= 0xa1), ...leads.filter((lead) => lead < 0xa1)] : leads;
  for (const lead of ordered) for (let trail = 0x40; trail <= 0xfe; trail++) if (trail !== 0x7f) add([lead, trail]);
  // Up to here the linear part of four bytes lies in the basic plane.
  if (encoding === "gb18030") for (let pointer = 0; pointer < 39_420; pointer++) add(fourBytes(pointer));
  tables.set(encoding, table);
  return table;
}

/** Pointers count on from 81 30 81 30, the last byte first. */
const fourBytes = (pointer: number): number[] => [
  0x81 + Math.floor(pointer / 12_600),
  0x30 + (Math.floor(pointer / 1_260) % 10),
  0x81 + (Math.floor(pointer / 10) % 126),
  0x30 + (pointer % 10),
];

function beyondBmp(character: string): readonly number[] | undefined {
  const point = character.codePointAt(0) as number;
  return point < 0x10000 ? undefined : fourBytes(point - 0x10000 + 189_000);
}
