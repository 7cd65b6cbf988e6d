import { describe, expect, it } from "vitest";
import { ENCODINGS, encodingNamed } from "./encoding.js";
import { recordsOf } from "./inbox.testing.js";

describe("the name a user gives an encoding", () => {
  it.each([
    ["UTF-8", "utf-8"],
    ["utf8", "utf-8"],
    ["UTF_16LE", "utf-16le"],
    ["utf-16", "utf-16le"],
    ["UTF16BE", "utf-16be"],
    ["GB 18030", "gb18030"],
    ["GB2312", "gbk"],
    ["cp936", "gbk"],
    ["Big5", "big5"],
    ["big-5", "big5"],
  ])("may be spelt %s", (name, encoding) => expect(encodingNamed(name)).toBe(encoding));

  it("is its own, for each there is", () => {
    for (const encoding of ENCODINGS) expect(encodingNamed(encoding)).toBe(encoding);
  });

  it.each(["latin1", "", "constructor", "gb"])("is refused when it is %j", (name) => {
    expect(() => encodingNamed(name)).toThrow(`--encoding ${name}: no such encoding`);
    expect(() => encodingNamed(name)).toThrow("one of utf-8, utf-16le, utf-16be, gb18030, gbk, big5");
  });

  it("decides, however short the text: two characters of GBK", async () => {
    const bytes = Uint8Array.of(0xb4, 0xdf, 0xca, 0xd5);
    expect(await recordsOf(bytes, { encoding: "gbk" })).toMatchObject([{ message: { text: "催收" } }]);
  });
});
