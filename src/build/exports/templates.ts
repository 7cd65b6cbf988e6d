import type { ExportFiles } from "./sent.js";

/** Names and texts as a file of properties, of which `java.util.Properties.load` makes the same again. */
export const writeProperties = (entries: readonly (readonly [name: string, text: string])[]): string =>
  entries
    .map(([name, text]) => `${escaped(name).replace(/[ =:#!]/g, "\\$&")}=${escaped(text).replace(/^[ ]/, "\\ ")}\n`)
    .join("");

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\f": "\\f" };
const escaped = (text: string): string => text.replace(/[\\\t\n\r\f]/g, (unit) => ESCAPES[unit] as string);

const FIRST = "【暖阳消费金融】{name}您好，您的借款已逾期%s天，应还{{amount}}元，请在App内还款，客服400-000-1188。";
const VISIT = "{name}，我司外访组已在路上，今日到达你户籍地，请在家等候。";
const LAST = '再装死试试😡"{name}"，\n今晚就带人去你家堵门！';

/** Templates as a lender keeps them in a repository, in each way of writing them, and with the traps of each. */
export function templateFiles(): ExportFiles {
  const nested = {
    overdue: { first: FIRST, visit: VISIT, last: LAST },
    paid: ["已还清。", "谢谢您。"],
    retries: 3,
    active: true,
  };
  return {
    "templates.json": `${JSON.stringify(nested, null, 2)}\n`,
    "templates-flat.json": `${JSON.stringify({ "overdue.first": FIRST, "overdue.last": LAST })}\n`,
    "templates-list.json": `${JSON.stringify([FIRST, VISIT], null, 2)}\n`,
    "templates.yml": [
      "# 逾期短信",
      "---",
      "overdue:",
      `  first: ${FIRST}`,
      `  visit: "${VISIT}"`,
      "  last: |-",
      ...LAST.split("\n").map((line) => `    ${line}`),
      "paid:",
      "  - 已还清。",
      "  - '谢谢您。'",
      "retries: 3",
      "active: true",
      "",
    ].join("\n"),
    "templates-records.yml": [
      "- id: first",
      `  text: ${FIRST}`,
      "  verdict: legitimate",
      "- text: >",
      "    我司外访组已在路上，",
      "    今日到达你户籍地。",
      "  overdueDays: 12",
      "- 已还清。",
      "- content: 谢谢您。",
      "",
    ].join("\n"),
    "templates-documents.yml": "overdue: 请还款\n---\noverdue: 请今日还款\n---\n# 空\n---\ntext: 已还清\n",
    "templates-anchors.yml": [
      "base: &base",
      "  first: &first 请还款",
      "  empty:",
      "  blank: ''",
      "again: *first",
      "same: *base",
      "text-of: { text: *first, lender: 招联 }",
      "lost: *gone",
      "",
    ].join("\n"),
    "templates-broken.yml": "first: 请还款\nsecond: {name}您好\n---\nthird: 请今日还款\n",
    "templates.properties": [
      "# 逾期短信",
      "! again a comment",
      "",
      `overdue.first=${FIRST}`,
      "overdue.visit : \\u6211\\u53f8\\u5916\\u8bbf\\u7ec4\\u5df2\\u5728\\u8def\\u4e0a\\uff0c\\",
      "    \\u4eca\\u65e5\\u5230\\u8fbe。",
      "with\\ blank 请还款",
      "empty=",
      "bad=\\u6g",
      "last=第一行\\n第二行\\",
      "",
      "after=已还清",
      "",
    ].join("\n"),
  };
}
