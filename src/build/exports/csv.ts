import { encodeAs } from "./encode.js";
import { type ExportFiles, INBOX, type Sent } from "./sent.js";

/** A row of cells, each quoted where it must be (RFC 4180). */
export const csvRow = (cells: readonly string[], delimiter = ","): string =>
  cells
    .map((cell) => (/[\r\n"]/.test(cell) || cell.includes(delimiter) || cell === "" ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(delimiter);

/** The clock in China: `2026-03-02 09:15:04`. */
export const chinaClock = (instant: number): string =>
  new Date(instant + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");

/** How a table of messages is written by apps that name the columns in Chinese. */
export function writeCsv(messages: readonly Sent[], { delimiter = ",", lineEnd = "\r\n" } = {}): string {
  const rows = messages.map(({ text, peer, instant, direction }) => [
    peer,
    chinaClock(instant),
    direction === "in" ? "接收" : "发送",
    text,
  ]);
  return [["号码", "时间", "类型", "内容"], ...rows].map((row) => csvRow(row, delimiter) + lineEnd).join("");
}

const first = INBOX.slice(0, 2);
const TAIWAN: readonly Sent[] = [
  {
    text: "您的分期款項已逾期三日，請儘速繳納，若有疑問請洽客服。",
    peer: "0912345678",
    instant: 1_772_500_000_000,
    direction: "in",
  },
];
const RARE: readonly Sent[] = [
  { text: "𠮷祥来电：㐂字号客户，您的款项已逾期，“今日”请回电。", peer: "95000", instant: 1_772_500_000_000, direction: "in" },
];

/** The inbox as a table, and a table for each way of writing one that readers stumble over. */
export function csvFiles(): ExportFiles {
  return {
    "csv.csv": writeCsv(INBOX),
    "csv-semicolon.csv": writeCsv(INBOX, { delimiter: ";" }),
    "csv-tab.tsv": writeCsv(INBOX, { delimiter: "\t", lineEnd: "\n" }),
    "csv-cr.csv": writeCsv(INBOX, { lineEnd: "\r" }),
    "csv-bom.csv": `\ufeff${writeCsv(INBOX)}`,
    "csv-gbk.csv": encodeAs(writeCsv(first), "gbk"),
    "csv-gb18030.csv": encodeAs(writeCsv(RARE), "gb18030"),
    "csv-big5.csv": encodeAs(writeCsv(TAIWAN).replace("号码,时间,类型,内容", "號碼,時間,類型,內容"), "big5"),
    "csv-utf16le.csv": encodeAs(writeCsv(INBOX), "utf-16le"),
    "csv-utf16le-bom.csv": encodeAs(`\ufeff${writeCsv(INBOX, { delimiter: "\t" })}`, "utf-16le"),
    "csv-own.csv": [
      "id,text,sentAt,sender,lender,overdueDays,direction,verdict,flags,note,batch",
      'a1,"您尾号2210的借款已逾期，请还款",2026-03-02T09:15:04+08:00,1069011122233,招联,3,in,legitimate,,编的,三月',
      'a2,今晚就带人去你家堵门,2026/3/9 22:47,17000004321,,12,,improper,"threat, visit-bluff",,',
      "a3,知道了,,,,,out,,,,",
      "a4,请尽快还款,,,,三天,in,,,,",
      "",
    ].join("\n"),
    "csv-full-width.csv": "　内容　,ＳＥＮＤＥＲ,时　间\n您的账单已出,95000,2026年4月6日 上午9:13\n",
    "csv-day-and-clock.csv": "日期,时间,号码,内容\n2026-04-06,09:13:21,95000,您的账单已出\n",
    "csv-duplicate-header.csv": "号码,内容,备注,备注\n95000,您的账单已出,一,二\n",
    "csv-ragged.csv": "号码,内容,备注\n95000,您好,,,,\n95001,再不还,就上门,今晚\n95002\n95003,请回电\n95004,请还款,无\n",
    "csv-open-quote.csv": '号码,内容\n95000,您的账单已出\n95001,"请回电\n95002,请还款\n',
    "csv-inner-quote.csv": '号码,内容\n95000,我司"外访组"已在路上\n95001,"外访组"已出发\n',
    "csv-excel-separator.csv": "sep=;\r\n号码;内容\r\n95000;您的账单已出\r\n",
    "csv-rounded-number.csv": "号码,内容\n1.06901E+14,您的账单已出\n",
    "csv-no-text-column.csv": "甲,乙,丙\n1,您的账单已出,3\n2,请还款,4\n",
    "csv-two-text-columns.csv": "号码,内容,正文\n95000,您的账单已出,请还款\n",
    "csv-odd-times.csv": "时间,内容\n2026/4/6 9:13,一月账单\n1775438001000,二月账单\n昨天,三月账单\n,四月账单\n",
    "csv-odd-directions.csv": "类型,内容\n已接收,您好\n已发送,好的\n草稿,还没写完\n转发,请还款\n转发,请回电\n",
    "csv-without-text.csv": '号码,内容\n95000,\n95001," "\n,\n95002,请还款\n',
  };
}
