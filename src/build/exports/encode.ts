import type { Encoding } from "../../inbox/encoding.js";

type Table = ReadonlyMap<string, readonly number[]>;
const tables = new Map<string, Table>();

/**
 * A text in an encoding other than UTF-8, for fixtures: Node decodes them all and encodes none, so the tables
 * are read off the decoder. Without a byte-order mark. Throws an Error for a character the encoding lacks.
 */
export function encodeAs(text: string, encoding: Exclude<Encoding, "utf-8">): Uint8Array {
  if (encoding === "utf-16le") return Uint8Array.from(Buffer.from(text, "utf16le"));
  if (encoding === "utf-16be") return Uint8Array.from(Buffer.from(text, "utf16le").swap16());
  const table = tables.get(encoding) ?? TABLES[encoding]();
  tables.set(encoding, table);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const found = code < 0x80 ? [code] : (table.get(character) ?? (encoding === "gb18030" && fourBytes(code)));
    if (!found) throw new Error(`${encoding} has no ${character} (U+${code.toString(16).toUpperCase()})`);
    bytes.push(...found);
  }
  return Uint8Array.from(bytes);
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

const TABLES = {
  gbk: () => new Map([...inverted("gbk", range(0x81, 0xfe), [...range(0x40, 0x7e), ...range(0x80, 0xfe)]), ["€", [0x80]]]),
  gb18030: () => new Map([...fourByteTable(), ...TABLES.gbk()]),
  /** Below A1 lie the characters of Hong Kong's supplement, which the encoder of the Encoding Standard leaves out. */
  big5: () => inverted("big5", range(0xa1, 0xfe), [...range(0x40, 0x7e), ...range(0xa1, 0xfe)]),
};

/** Characters Big5 has twice, of which the second is the right one (Encoding Standard, index Big5 pointer). */
const SECOND_COUNTS = "═╞╡╪十卅";

function inverted(encoding: "gbk" | "big5", leads: readonly number[], trails: readonly number[]): Table {
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, readonly number[]>();
  for (const lead of leads)
    for (const trail of trails) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.includes("\ufffd") || [...character].length !== 1) continue;
      if (!table.has(character) || SECOND_COUNTS.includes(character)) table.set(character, [lead, trail]);
    }
  return table;
}

/** Every four-byte sequence of the basic plane: those with a lead byte of 81 to 84. */
function fourByteTable(): Table {
  const decoder = new TextDecoder("gb18030");
  const table = new Map<string, readonly number[]>();
  for (const first of range(0x81, 0x84))
    for (const second of range(0x30, 0x39))
      for (const third of range(0x81, 0xfe))
        for (const fourth of range(0x30, 0x39)) {
          const bytes = [first, second, third, fourth];
          const character = decoder.decode(Uint8Array.from(bytes));
          if (!character.includes("\ufffd")) table.set(character, bytes);
        }
  return table;
}

/** Beyond the basic plane the sequences are counted off from 90 30 81 30; false for a lone surrogate and the like. */
function fourBytes(code: number): readonly number[] | false {
  if (code < 0x10000) return false;
  const index = code - 0x10000;
  return [
    0x90 + Math.floor(index / 12600),
    0x30 + (Math.floor(index / 1260) % 10),
    0x81 + (Math.floor(index / 10) % 126),
    0x30 + (index % 10),
  ];
}
