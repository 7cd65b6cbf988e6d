import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csv } from "./csv.js";
import { type Entry, reportOn, type View } from "./entry.js";
import { aCleanOne, aFlag, aMessage, aView, QUIET_HOURS, UNREAD } from "./report.testing.js";

const whole = (entries: readonly Entry[], parts: Partial<View> = {}): string => reportOn(csv, entries, aView(parts));
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const HEADER = "id,file,line,verdict,confidence,flags,rules,sender,sentAt,text,error\r\n";
const read = (report: string): Record<string, string>[] =>
  parse(report, { columns: true, bom: true, record_delimiter: "\r\n" }) as unknown as Record<string, string>[];

describe("csv", () => {
  it("of an empty run is the header", () => {
    expect(whole([])).toBe(HEADER);
    expect(whole([], { bom: true })).toBe(`\ufeff${HEADER}`);
  });

  it("has a row for each message, and one for each unreadable record", () => {
    const sent = { sender: "13812345678", sentAt: "2026-03-01T22:30:00+08:00" };
    expect(
      read(whole([aMessage({ report: { ...sent, flags: [aFlag(), QUIET_HOURS] } }), aCleanOne({ line: 13 }), UNREAD])),
    ).toMatchInlineSnapshot(`
      [
        {
          "confidence": "0.97",
          "error": "",
          "file": "贷后/a.jsonl",
          "flags": "threat quiet-hours",
          "id": "贷后/a.jsonl:12",
          "line": "12",
          "rules": "threat/door metadata/quiet-hours",
          "sender": "138****5678",
          "sentAt": "2026-03-01T22:30:00+08:00",
          "text": "再不还钱就去你家堵门，限您3天内还清，电话138****5678。",
          "verdict": "improper",
        },
        {
          "confidence": "0.97",
          "error": "",
          "file": "贷后/a.jsonl",
          "flags": "",
          "id": "贷后/a.jsonl:13",
          "line": "13",
          "rules": "",
          "sender": "",
          "sentAt": "",
          "text": "您的账单已逾期，请还款。",
          "verdict": "legitimate",
        },
        {
          "confidence": "",
          "error": "the record has no "text"",
          "file": "贷后/a.jsonl",
          "flags": "",
          "id": "贷后/a.jsonl:14",
          "line": "14",
          "rules": "",
          "sender": "",
          "sentAt": "",
          "text": "",
          "verdict": "",
        },
      ]
    `);
  });

  it("stars out numbers only as the view says", () => {
    expect(whole([aMessage()])).not.toContain("13812345678");
    expect(whole([aMessage({ report: { sender: "13912345678" } })], { mask: false })).toMatch(/13912345678.*13812345678/);
  });

  it.each(["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])("is no formula where a text begins with %j", (sign) => {
    const text = `${sign}HYPERLINK("http://a.example","点这里")`;
    expect(read(whole([aCleanOne({ text })]))[0]?.["text"]).toBe(`'${text}`);
    expect(read(whole([aCleanOne({ text: `账单${sign}1` })]))[0]?.["text"]).toBe(`账单${sign}1`);
  });

  it("gives back any text, and no cell is a formula", () => {
    const any = fc.string({
      unit: fc.oneof(fc.string({ unit: "grapheme", maxLength: 1 }), fc.constantFrom(..."\",'\r\n=+-@\t;")),
    });
    fc.assert(
      fc.property(any, any, any, fc.boolean(), (text, id, file, bom) => {
        const entry = aCleanOne({ text, file, report: { id, sender: text } });
        const report = whole([entry, entry], { bom, mask: false });
        const rows = read(report);
        const shown = [text, id, file, text].map((cell) => (FORMULA.test(cell) ? `'${cell}` : cell));
        expect(rows.map((row) => [row["text"], row["id"], row["file"], row["sender"]])).toEqual([shown, shown]);
        for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(FORMULA);
        expect(report.startsWith("\ufeff")).toBe(bom);
      }),
    );
  });
});
