import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeAs } from "../build/exports/encode.js";
import type { Encoding } from "./encoding.js";
import { guessEncoding } from "./guess-encoding.js";
import { gistsOf } from "./inbox.testing.js";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytesOf = (text: string, encoding: Encoding): Uint8Array => (encoding === "utf-8" ? utf8(text) : encodeAs(text, encoding));

/** Sentences put together from these: who, what about, what is wanted; with digits, Latin letters and punctuation. */
const WORDS = {
  simplified: {
    who: ["【云禾分期】尊敬的客户，", "张先生您好，", "我司法务部提醒：", "这里是小象钱包客服，", "再说一遍，"],
    what: [
      "您尾号7731的借款已逾期12天",
      "您的账单￥3,260.50今日到期",
      "我们的人员已经出发去你户籍地",
      "若仍不处理将联系您的紧急联系人",
    ],
    end: ["，请在App内还款。", "，回T退订", "！别装听不见！！", "，详询400-000-1188；已还请忽略。", "，后果自负……"],
  },
  traditional: {
    who: ["【雲禾分期】尊敬的客戶，", "張先生您好，", "本公司法務部提醒：", "這裡是小象錢包客服，", "再說一遍，"],
    what: [
      "您尾號7731的借款已逾期12天",
      "您的帳單$3,260.50今日到期",
      "我們的人員已經出發去你戶籍地",
      "若仍不處理將聯絡您的緊急聯絡人",
    ],
    end: ["，請在App內還款。", "，如已繳付請忽略", "！別裝聽不見！！", "，詳詢2800-1188；謝謝。", "，後果自負……"],
  },
};

const sentence = ({ who, what, end }: (typeof WORDS)["simplified"]): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...who), fc.constantFrom(...what), fc.constantFrom(...end)).map((parts) => parts.join(""));
const inbox = (words: (typeof WORDS)["simplified"]): fc.Arbitrary<string> =>
  fc.array(sentence(words), { minLength: 2, maxLength: 8 }).map((sentences) => sentences.join("\r\n"));

/** Bytes that are no text, the same in every run. */
function noise(length: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 24;
  });
}

describe("the encoding of Chinese text", () => {
  it.each([
    ["simplified", "utf-8"],
    ["simplified", "gb18030"],
    ["simplified", "utf-16le"],
    ["simplified", "utf-16be"],
    ["traditional", "utf-8"],
    ["traditional", "gb18030"],
    ["traditional", "big5"],
    ["traditional", "utf-16le"],
    ["traditional", "utf-16be"],
  ] as const)("is told from its bytes: %s in %s, wherever the beginning is cut", (script, encoding) => {
    fc.assert(
      fc.property(inbox(WORDS[script]), fc.nat(), (text, at) => {
        const bytes = bytesOf(text, encoding);
        expect(guessEncoding(bytes, true)).toBe(encoding);
        const shortest = 64;
        const cut = shortest + (at % (bytes.length - shortest));
        expect(guessEncoding(bytes.subarray(0, cut), false)).toBe(encoding);
      }),
    );
  });

  it("is GB18030 with characters of four bytes and emoji in it", () => {
    expect(guessEncoding(encodeAs("再装死试试😡😡今晚就去㐂来驿站堵你𠮷", "gb18030"), true)).toBe("gb18030");
  });

  it("is UTF-16 also where most of it is ASCII, or all", () => {
    for (const text of ["BEGIN:VMSG\r\nTEL:10690000\r\n", "BEGIN:VMSG\r\nTEL:10690000\r\n还款\r\n"]) {
      expect(guessEncoding(encodeAs(text, "utf-16le"), true)).toBe("utf-16le");
      expect(guessEncoding(encodeAs(text, "utf-16be"), true)).toBe("utf-16be");
    }
  });

  it("is not guessed from a word: two characters of GBK may be anything", () => {
    expect(guessEncoding(encodeAs("催收", "gbk"), true)).toBe(null);
    expect(guessEncoding(encodeAs("id,text\n1,催收\n", "gbk"), true)).toBe(null);
    expect(guessEncoding(encodeAs("催收", "big5"), true)).toBe(null);
  });
});

describe("UTF-8", () => {
  it("is UTF-8 whatever is in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(), (text, at) => {
        const bytes = utf8(text);
        expect(guessEncoding(bytes, true)).toBe("utf-8");
        expect(guessEncoding(bytes.subarray(0, at % (bytes.length + 1)), false)).toBe("utf-8");
      }),
    );
  });

  it("stays UTF-8 with a bad byte in one of its lines, which alone is unreadable", async () => {
    const bytes = Buffer.concat([utf8('{"text":"一"}\n{"text":"'), Uint8Array.of(0xff), utf8('"}\n{"text":"三"}')]);
    expect(guessEncoding(bytes, true)).toBe("utf-8");
    expect(await gistsOf(bytes)).toEqual(["一", "(not-utf8 at inbox:2)", "三"]);
  });

  it("stays UTF-8 with one line of GBK in it", () => {
    const lines = utf8('{"text":"您的借款已逾期，请尽快处理"}\n'.repeat(10));
    expect(guessEncoding(Buffer.concat([lines, encodeAs('{"text":"今日到期请还款"}\n', "gbk"), lines]), true)).toBe("utf-8");
  });

  it("may have a stray NUL, which is the fault of one record", async () => {
    const text = '{"text":"一"}\n{"text":"\0"}';
    expect(guessEncoding(utf8(text), true)).toBe("utf-8");
    expect(await gistsOf(text)).toEqual(["一", "(binary at inbox:2)"]);
  });

  it("may have a character that the beginning of the file breaks off, but not the end of the file", () => {
    const bytes = utf8("逾期").subarray(0, 5);
    expect(guessEncoding(bytes, false)).toBe("utf-8");
    expect(guessEncoding(bytes, true)).toBe("utf-8"); // one bad end against a good character
    expect(guessEncoding(bytes.subarray(3), true)).toBe(null);
  });
});

describe("a byte-order mark", () => {
  it.each([
    ["utf-8", [0xef, 0xbb, 0xbf]],
    ["utf-16le", [0xff, 0xfe]],
    ["utf-16be", [0xfe, 0xff]],
  ] as const)("says %s, and is believed", (encoding, mark) => {
    expect(guessEncoding(Uint8Array.from([...mark, 0x61, 0x80]), true)).toBe(encoding);
  });
});

describe("what is no text", () => {
  it("has no encoding", () => {
    expect(guessEncoding(utf8("ab\0\x01"), true)).toBe(null);
    expect(guessEncoding(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), true)).toBe(null);
    expect(guessEncoding(new Uint8Array(512), true)).toBe(null);
  });

  it.each([
    ["PNG", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 2, 0, 0, 0, 1, 0x90]],
    ["JPEG", [0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xdb, 0, 0x43]],
    ["PDF", [...utf8("%PDF-1.7\n%"), 0xe2, 0xe3, 0xcf, 0xd3, ...utf8("\n1 0 obj\n<</Filter/FlateDecode>>stream\n")]],
  ])("has none: %s", (_, start) => {
    expect(guessEncoding(Uint8Array.from(start), true)).toBe(null);
    for (let seed = 1; seed <= 50; seed++)
      expect(guessEncoding(Uint8Array.from([...start, ...noise(4000, seed)]), false)).toBe(null);
  });

  it("has none however long it goes on", () => {
    for (let seed = 1; seed <= 200; seed++) expect(guessEncoding(noise(64 + seed * 20, seed), true)).toBe(null);
  });

  it("has none in an old encoding of another language either, rather than a wrong one", () => {
    const latin = "Ihre Rückzahlung ist fällig, bitte überweisen Sie den Betrag für März: größte Eile, schöne Grüße";
    expect(guessEncoding(Uint8Array.from(Buffer.from(latin, "latin1")), true)).toBe(null);
  });
});
