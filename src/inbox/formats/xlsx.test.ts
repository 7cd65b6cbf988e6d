import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INBOX, type Sent } from "../../build/exports/sent.js";
import { inboxRows, writeXlsx } from "../../build/exports/xlsx.js";
import { writeZip } from "../../build/exports/zip.js";
import { UserError } from "../../errors.js";
import { exported, gist, gistsOf, noticesOf, recordsOf } from "../inbox.testing.js";
import type { ReadOptions } from "../read.js";

const GISTS = INBOX.map(({ text, direction }) => (direction === "in" ? text : "(sent by the owner)"));

/** What a user is told where a workbook cannot be read. */
async function refusal(content: Uint8Array, options: ReadOptions = {}) {
  try {
    await recordsOf(content, options);
  } catch (error) {
    if (error instanceof UserError) return error.problems[0];
    throw error;
  }
  throw new Error("it was read");
}

const timesOf = async (file: string): Promise<(string | undefined)[]> =>
  (await recordsOf(exported(file))).map((record) => (record.kind === "message" ? record.message.sentAt : undefined));

/** A workbook whose parts are given as they are; without a sheet there is one with these rows. */
const workbook = (parts: Readonly<Record<string, string>>): Uint8Array =>
  writeZip(
    Object.entries({
      "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="短信" sheetId="1" r:id="a"/></sheets></workbook>',
      "xl/_rels/workbook.xml.rels":
        '<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ...parts,
    }).map(([name, content]) => ({ name, content })),
  );

const sheet = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
const inline = (...texts: readonly string[]): string =>
  `<row>${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`;

describe("the inbox as a workbook", () => {
  it.each(["xlsx.xlsx", "xlsx-inline-strings.xlsx", "xlsx-rich-strings.xlsx"])(
    "is told by its parts, however texts are written: %s",
    async (file) => {
      const records = await recordsOf(exported(file));
      expect(records.map(gist)).toEqual(GISTS);
      expect(records[2]).toMatchObject({
        id: "inbox:3",
        message: { sender: "17000004321", sentAt: "2026-03-09T22:47:31+08:00" },
        origin: { format: "xlsx", record: 3, timeSource: "device-local" },
      });
      expect(await recordsOf(exported(file), {}, 7)).toEqual(records);
    },
  );
});

describe("texts", () => {
  it("may hold characters by number, and what only looks so", async () => {
    expect(await gistsOf(exported("xlsx-escapes.xlsx"))).toEqual(["第一行\r\n第二行", "_x000D_ 照写", "\u001b[31m红"]);
  });

  it("are the last values of formulas; a formula is never evaluated, and an error is no text", async () => {
    const records = await recordsOf(exported("xlsx-formulas.xlsx"));
    expect(records.map(gist)).toEqual([
      "请点链接还款",
      "(unreadable-cell at inbox:2)",
      "(unreadable-cell at inbox:3)",
      "请回电",
      "(unreadable-cell at inbox:5)",
      "TRUE",
    ]);
    expect(records[2]).toMatchObject({
      problem: { message: "sheet “短信”, row 4: in place of the text is the error #NAME?" },
    });
    expect(records[3]).not.toHaveProperty("message.sender");
  });
});

describe("times", () => {
  it("are numbers that a style shows as days; the same number without it is none", async () => {
    expect(await timesOf("xlsx-dates.xlsx")).toEqual([
      "2026-04-06T09:13:21+08:00",
      "2026-04-06",
      undefined,
      undefined,
      "2026-04-06T09:13:00+08:00",
      "2026-04-06T09:13:21+08:00",
    ]);
    expect(await noticesOf(exported("xlsx-dates.xlsx"))).toMatchObject([
      { code: "unknown-time", message: expect.stringContaining("sheet “短信”, row 4") },
      { code: "unknown-time" },
    ]);
  });

  it("may be counted from 1904", async () => {
    expect(await timesOf("xlsx-dates-1904.xlsx")).toEqual(["2026-04-06T09:13:21+08:00"]);
  });

  it("may stand in two columns", async () => {
    expect(await timesOf("xlsx-day-and-clock.xlsx")).toEqual(["2026-04-06T09:13:21+08:00"]);
  });

  it.each([
    ["yyyy/m/d h:mm", "2026-04-06T09:13:21+08:00"],
    ["[$-804]上午/下午h&quot;时&quot;mm&quot;分&quot;", "2026-04-06T09:13:21+08:00"],
    ["[h]:mm:ss", "2026-04-06T09:13:21+08:00"],
    ["mmm", "2026-04-06T09:13:21+08:00"],
    ["General", undefined],
    ["0.00E+00", undefined],
    ["[Red]0&quot;day&quot;", undefined],
    ["#,##0\\d;yyyy", undefined],
  ])("are told by the style %s", async (code, time) => {
    const rows = '<row><c t="str"><v>时间</v></c><c t="str"><v>内容</v></c></row>';
    const row = '<row><c s="1"><v>46118.3842708333</v></c><c t="str"><v>一</v></c></row>';
    const [record] = await recordsOf(
      workbook({
        "xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="${code}"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs></styleSheet>`,
        "xl/worksheets/sheet1.xml": sheet(rows + row),
      }),
    );
    expect(record?.kind === "message" && record.message.sentAt).toBe(time);
  });
});

describe("numbers", () => {
  it("are written out; where digits may be lost, that is told once a sheet", async () => {
    const records = await recordsOf(exported("xlsx-numbers.xlsx"));
    expect(records.map((record) => record.kind === "message" && record.message.sender)).toEqual([
      "106900001234567",
      "95000",
      "106900001234567890",
      "1.5",
    ]);
    expect(records[0]).toMatchObject({ message: { overdueDays: 3 } });
    expect(gist(records[3] as never)).toBe("862.4");
    expect(await noticesOf(exported("xlsx-numbers.xlsx"))).toMatchObject([
      { code: "digits-lost", message: expect.stringContaining("sheet “短信”, row 2: 106900001234567 ") },
    ]);
  });
});

describe("sheets", () => {
  it("with a header that is understood are all read, in order; the others are named", async () => {
    expect(await gistsOf(exported("xlsx-sheets.xlsx"))).toEqual(["您的账单已出", "请还款", "今天不还就上门"]);
    expect(await noticesOf(exported("xlsx-sheets.xlsx"))).toMatchObject([
      { code: "sheets-left", message: expect.stringContaining("sheet “说明”") },
    ]);
  });

  it("without such a header are refused with their columns, unless the text is told", async () => {
    expect(await refusal(exported("xlsx-no-header.xlsx"))).toMatchObject({
      code: "no-text-column",
      message: "sheet “Sheet1”: no column is known to be the text; there are: 甲, 乙",
      hint: expect.stringContaining("--map text=列名"),
    });
    expect(await gistsOf(exported("xlsx-no-header.xlsx"), { map: { text: "乙" } })).toEqual(["您的账单已出"]);
  });

  it("of nothing are refused", async () => {
    expect(await refusal(exported("xlsx-empty.xlsx"))).toMatchObject({ code: "empty", where: "inbox" });
  });

  it("may have rows with more cells than the header: those are broken", async () => {
    expect(await gistsOf(exported("xlsx-ragged.xlsx"))).toEqual(["(ragged-row at inbox:1)", "请回电"]);
  });

  it("may come without places of cells, with prefixes, in UTF-16", async () => {
    const prefixed = sheet(inline("内容", "号码") + inline("请还款", "95000")).replace(/<(\/?)/g, "<$1x:");
    const [record] = await recordsOf(workbook({ "xl/worksheets/sheet1.xml": prefixed }));
    expect(record).toMatchObject({ message: { text: "请还款", sender: "95000" } });
    const parts = { name: "xl/worksheets/sheet1.xml", content: Buffer.from(`\ufeff${prefixed}`, "utf16le") };
    const zip = writeZip([
      { name: "xl/workbook.xml", content: '<workbook><sheets><sheet name="a"/></sheets></workbook>' },
      parts,
    ]);
    expect(await gistsOf(zip)).toEqual(["请还款"]);
  });
});

describe("a workbook that is hostile or broken", () => {
  it("ends at the most rows that are allowed", async () => {
    const rows = inboxRows(INBOX);
    expect(await refusal(writeXlsx([{ name: "短信", rows }]), { limits: { maxRows: 5 } })).toMatchObject({
      code: "over-max-rows",
      message: "sheet “短信” is longer than 5 rows",
      hint: expect.stringContaining("--max-rows"),
    });
  });

  it("ends at the most bytes that may come out of it", async () => {
    const bomb = workbook({ "xl/worksheets/sheet1.xml": sheet(inline("内容") + inline("还".repeat(2_000_000))) });
    expect(bomb.length).toBeLessThan(30_000);
    expect(await refusal(bomb, { limits: { maxInflated: 1_000_000 } })).toMatchObject({
      code: "over-max-inflated",
      hint: expect.stringContaining("--max-inflated"),
    });
  });

  it("ends at a cell that would fill the memory", async () => {
    const bomb = workbook({ "xl/worksheets/sheet1.xml": sheet(inline("内容") + inline("还".repeat(2_000_000))) });
    expect(await refusal(bomb, { limits: { maxRecord: 1000 } })).toMatchObject({ code: "over-max-record" });
  });

  it("goes on after a row that is too long", async () => {
    const rows = [["内容"], ["一"], ["还".repeat(200)], ["二"]];
    expect(await gistsOf(writeXlsx([{ name: "短信", rows }]), { limits: { maxRecord: 100 } })).toEqual([
      "一",
      "(over-max-record at inbox:2)",
      "二",
    ]);
  });

  it.each([
    ["entities", '<!DOCTYPE a [<!ENTITY b "cccc">]><worksheet><sheetData/></worksheet>', "a DOCTYPE"],
    ["an entity nobody knows", sheet(inline("内容") + inline("&b;")), "entity"],
    ["no end", "<worksheet><sheetData><row>", "unclosed tag"],
    ["a cell out of the world", sheet('<row><c r="ZZZ1"><v>1</v></c></row>'), "there is no cell ZZZ1"],
  ])("is refused if it has %s", async (_, xml, message) => {
    expect(await refusal(workbook({ "xl/worksheets/sheet1.xml": xml }))).toMatchObject({
      code: "broken-xlsx",
      message: expect.stringContaining(message),
      where: "inbox/xl/worksheets/sheet1.xml",
    });
  });

  it.each([
    ["of elements within elements", { "xl/worksheets/sheet1.xml": "<a>".repeat(100_000) }],
    ["of empty strings", { "xl/sharedStrings.xml": `<sst>${"<si/>".repeat(2 ** 23 + 1)}</sst>` }],
  ])(
    "is refused where it is made %s, which would fill the memory",
    async (_, parts) => {
      const rows = sheet(inline("text") + inline("还款"));
      expect(await refusal(workbook({ "xl/worksheets/sheet1.xml": rows, ...parts }))).toMatchObject({
        code: expect.stringMatching(/^(?:broken-xlsx|too-much-text)$/),
      });
    },
    30_000,
  );

  it("is read in no time, whatever its formats and however wide its header", async () => {
    const started = performance.now();
    const styles = `<styleSheet><numFmt numFmtId="200" formatCode="${"[".repeat(500_000)}"/><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>`;
    const wide = inline("text", ...Array<string>(16_383).fill("a")) + inline("还款").repeat(2000);
    const gists = await gistsOf(workbook({ "xl/worksheets/sheet1.xml": sheet(wide), "xl/styles.xml": styles }));
    expect(gists).toEqual(Array(2000).fill("还款"));
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("is refused if it is no zip file, or an encrypted one", async () => {
    expect(await refusal(Buffer.from("PK"), { from: "xlsx" })).toMatchObject({ code: "broken-zip" });
    const locked = writeZip([{ name: "xl/workbook.xml", content: "x", encrypted: true }]);
    expect(await refusal(locked)).toMatchObject({ code: "encrypted" });
  });
});

describe("whatever a message holds", () => {
  const message: fc.Arbitrary<Sent> = fc.record({
    // Any character but lone surrogates, which UTF-8 does not have; what XML does not have is written by its number.
    text: fc
      .string({
        unit: fc.oneof(fc.constantFrom("_", "x", "0", "D", "\r", "\n", "<", "&", "]]>", "期"), fc.string({ unit: "binary" })),
      })
      .filter((one) => one.trim() !== ""),
    peer: fc.constantFrom("95000", "17000004321"),
    instant: fc.integer({ min: 1_600_000_000, max: 1_800_000_000 }).map((second) => second * 1000),
    direction: fc.constantFrom("in", "out"),
  });

  it("it is read as it was written", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { maxLength: 4 }),
        fc.constantFrom("shared", "inline", "rich"),
        async (messages, strings) => {
          const records = await recordsOf(writeXlsx([{ name: "短信", rows: inboxRows(messages) }], { strings }));
          expect(records.map(gist)).toEqual(
            messages.map(({ text, direction }) => (direction === "in" ? text : "(sent by the owner)")),
          );
        },
      ),
    );
  });
});
