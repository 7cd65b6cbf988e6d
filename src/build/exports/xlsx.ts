import { chinaClock } from "./csv.js";
import { type ExportFiles, INBOX, type Sent } from "./sent.js";
import { type Member, writeZip } from "./zip.js";

/** A cell as a program writes it: a text in one of three ways, or XML of its own (with `REF` for its place). */
export type Cell = string | { readonly xml: string };

export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

export interface XlsxOptions {
  /** How texts are written: shared by all cells, in the cell, or in parts with a format each. */
  readonly strings?: "shared" | "inline" | "rich";
  readonly date1904?: boolean;
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Styles by number: 0 as it is, 1 a built-in day and clock, 2 a day of its own, 3 a clock, 4 a colour that is no day. */
const STYLES = `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="165" formatCode="h:mm:ss"/><numFmt numFmtId="166" formatCode="[Red]0.00&quot;days&quot;"/></numFmts><fonts count="1"><font/></fonts><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>`;

/** A workbook with these sheets. */
export function writeXlsx(sheets: readonly Sheet[], { strings = "shared", date1904 = false }: XlsxOptions = {}): Uint8Array {
  const shared: string[] = [];
  const numbers = new Map<string, number>();
  const textCell = (text: string, place: string): string => {
    if (strings === "inline") return `<c r="${place}" t="inlineStr"><is>${textElement(text)}</is></c>`;
    let number = numbers.get(text);
    if (number === undefined) {
      number = shared.length;
      numbers.set(text, number);
      shared.push(strings === "rich" ? richText(text) : textElement(text));
    }
    return `<c r="${place}" t="s"><v>${number}</v></c>`;
  };
  const sheetOf = ({ rows }: Sheet): string => {
    const body = rows.map((cells, y) => {
      const written = cells.map((cell, x) => {
        const place = `${columnName(x)}${y + 1}`;
        return typeof cell !== "string" ? cell.xml.replace("REF", place) : cell === "" ? "" : textCell(cell, place);
      });
      return `<row r="${y + 1}">${written.join("")}</row>`;
    });
    return `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetData>${body.join("")}</sheetData></worksheet>`;
  };
  const written = sheets.map(sheetOf);
  return writeZip([
    { name: "[Content_Types].xml", content: contentTypes(sheets.length) },
    {
      name: "_rels/.rels",
      content: relationships([{ id: "rId1", type: "officeDocument", target: "xl/workbook.xml" }]),
    },
    {
      name: "xl/workbook.xml",
      content: `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr${date1904 ? ' date1904="1"' : ""}/><sheets>${sheets.map(({ name }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: relationships([
        ...sheets.map((_, i) => ({ id: `rId${i + 1}`, type: "worksheet", target: `worksheets/sheet${i + 1}.xml` })),
        { id: `rId${sheets.length + 1}`, type: "styles", target: "styles.xml" },
        { id: `rId${sheets.length + 2}`, type: "sharedStrings", target: "/xl/sharedStrings.xml" },
      ]),
    },
    { name: "xl/styles.xml", content: STYLES },
    {
      name: "xl/sharedStrings.xml",
      content: `${DECLARATION}<sst xmlns="${MAIN}" uniqueCount="${shared.length}">${shared.map((text) => `<si>${text}</si>`).join("")}</sst>`,
    },
    ...written.map((content, i): Member => ({ name: `xl/worksheets/sheet${i + 1}.xml`, content })),
  ]);
}

/** The inbox as a table of texts. */
export const inboxRows = (messages: readonly Sent[]): readonly (readonly string[])[] => [
  ["号码", "时间", "类型", "内容"],
  ...messages.map(({ text, peer, instant, direction }) => [
    peer,
    chinaClock(instant),
    direction === "in" ? "接收" : "发送",
    text,
  ]),
];

/** Markup and what XML cannot hold or would change; a text that looks like such an escape is escaped itself. */
function escaped(text: string): string {
  const unit = (character: string): string => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, unit)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

const textElement = (text: string): string => `<t xml:space="preserve">${escaped(text)}</t>`;

/** In two parts, with a reading that is no part of the text. */
function richText(text: string): string {
  const characters = [...text];
  const parts = [characters.slice(0, 2).join(""), characters.slice(2).join("")];
  const runs = parts.map((part) => `<r><rPr><b/></rPr>${textElement(part)}</r>`).join("");
  return `${runs}<rPh sb="0" eb="1"><t>du yin</t></rPh><phoneticPr fontId="1"/>`;
}

function columnName(column: number): string {
  const before = column < 26 ? "" : columnName(Math.floor(column / 26) - 1);
  return before + String.fromCharCode(65 + (column % 26));
}

const contentTypes = (sheets: number): string => {
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const parts = [
    { part: "workbook.xml", kind: "sheet.main" },
    { part: "styles.xml", kind: "styles" },
    { part: "sharedStrings.xml", kind: "sharedStrings" },
    ...Array.from({ length: sheets }, (_, i) => ({ part: `worksheets/sheet${i + 1}.xml`, kind: "worksheet" })),
  ];
  return `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${parts.map(({ part, kind }) => `<Override PartName="/xl/${part}" ContentType="${type}.${kind}+xml"/>`).join("")}</Types>`;
};

const relationships = (all: readonly { readonly id: string; readonly type: string; readonly target: string }[]): string =>
  `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.map(({ id, type, target }) => `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`).join("")}</Relationships>`;

const number = (value: number | string, style = 0): Cell => ({ xml: `<c r="REF" s="${style}"><v>${value}</v></c>` });
const formula = (value: string | null): Cell => ({
  xml: `<c r="REF" t="str"><f>HYPERLINK("x","y")</f>${value === null ? "" : `<v>${escaped(value)}</v>`}</c>`,
});
const error = (value: string): Cell => ({ xml: `<c r="REF" t="e"><v>${value}</v></c>` });
const messages = (...rows: readonly (readonly Cell[])[]): readonly Sheet[] => [{ name: "短信", rows }];

/** 6 April 2026, 09:13:21, in days since 1900. */
const SERIAL = "46118.3842708333";

/** The inbox as a workbook, and a workbook for each way of writing one that readers stumble over. */
export function xlsxFiles(): ExportFiles {
  const inbox = [{ name: "短信", rows: inboxRows(INBOX) }];
  return {
    "xlsx.xlsx": writeXlsx(inbox),
    "xlsx-inline-strings.xlsx": writeXlsx(inbox, { strings: "inline" }),
    "xlsx-rich-strings.xlsx": writeXlsx(inbox, { strings: "rich" }),
    "xlsx-escapes.xlsx": writeXlsx(messages(["内容"], ["第一行\r\n第二行"], ["_x000D_ 照写"], ["\u001b[31m红"])),
    "xlsx-dates.xlsx": writeXlsx(
      messages(
        ["时间", "内容"],
        [number(SERIAL, 1), "一"],
        [number(46118, 2), "二"],
        [number(SERIAL), "三"],
        [number(SERIAL, 4), "四"],
        ["2026/4/6 9:13", "五"],
        [{ xml: '<c r="REF" t="d"><v>2026-04-06T09:13:21</v></c>' }, "六"],
      ),
    ),
    "xlsx-dates-1904.xlsx": writeXlsx(messages(["时间", "内容"], [number("44656.3842708333", 1), "一"]), { date1904: true }),
    "xlsx-day-and-clock.xlsx": writeXlsx(
      messages(["日期", "时间", "内容"], [number(46118, 2), number("0.384270833333333", 3), "一"]),
    ),
    "xlsx-numbers.xlsx": writeXlsx(
      messages(
        ["号码", "内容", "逾期天数"],
        [number("1.06900001234567E+14"), "一", number(3)],
        [number(95000), "二", ""],
        [number("106900001234567890"), "三", ""],
        [number("1.5"), number(862.4), ""],
      ),
    ),
    "xlsx-formulas.xlsx": writeXlsx(
      messages(
        ["号码", "内容"],
        ["95000", formula("请点链接还款")],
        ["95001", formula(null)],
        ["95002", error("#NAME?")],
        [error("#N/A"), "请回电"],
        ["95003", { xml: '<c r="REF" t="s"><v>99</v></c>' }],
        ["95004", { xml: '<c r="REF" t="b"><v>1</v></c>' }],
      ),
    ),
    "xlsx-sheets.xlsx": writeXlsx([
      { name: "说明", rows: [["本表由手机导出"], ["共三条"]] },
      { name: "一月", rows: [["内容", "号码"], ["您的账单已出", "95000"], ["", ""], ["请还款"]] },
      { name: "空表", rows: [] },
      { name: "二月", rows: [[], ["号码", "短信内容"], ["95001", "今天不还就上门"]] },
    ]),
    "xlsx-no-header.xlsx": writeXlsx([
      {
        name: "Sheet1",
        rows: [
          ["甲", "乙"],
          ["1", "您的账单已出"],
        ],
      },
    ]),
    "xlsx-empty.xlsx": writeXlsx([{ name: "Sheet1", rows: [] }]),
    "xlsx-ragged.xlsx": writeXlsx(messages(["号码", "内容"], ["95000", "您好", "", "多出来的"], ["95001", "请回电"])),
  };
}
