import { encodeAs } from "./encode.js";
import { body, FROM_LINE, inHeader, mail, mailbox, mailDate, smsMail } from "./mail.js";
import { type ExportFiles, INBOX, type Sent } from "./sent.js";

/** A mailbox into which SMS Backup+ stored messages. */
export const writeMbox = (
  messages: readonly Sent[],
  transfer?: "base64" | "quoted-printable",
  newline?: "\n" | "\r\n",
): Uint8Array =>
  mailbox(
    messages.map((message) => smsMail(message, transfer)),
    newline,
  );

const DATE = Date.parse("2026-03-05T10:20:30+08:00");

/** A mail of SMS Backup+ with these headers, some not as usual. */
const phone = (headers: Readonly<Record<string, string>>, ...content: readonly string[]): string =>
  mail(
    "From: me@example.com",
    "To: me@example.com",
    `Date: ${mailDate(DATE)}`,
    "MIME-Version: 1.0",
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...content,
  );
const about = (datatype: string, type: string): Record<string, string> => ({
  "X-smssync-datatype": datatype,
  "X-smssync-type": type,
  "X-smssync-address": "17000004321",
  "X-smssync-date": String(DATE),
});

const plain = (...lines: readonly string[]): string =>
  mail("From: a@b.example", "Subject: hi", `Date: ${mailDate(DATE)}`, "", ...lines);

/** The inbox as SMS Backup+ stores it, and one file for each thing that readers of mailboxes stumble over. */
export function mboxFiles(): ExportFiles {
  const mms = [
    'Content-Type: multipart/mixed; boundary="m"',
    "",
    "--m",
    ...body("看看这张图，这就是你家门口", "quoted-printable"),
    "--m",
    'Content-Type: image/jpeg; name="1.jpg"',
    "Content-Transfer-Encoding: base64",
    "Content-Disposition: attachment",
    "",
    "/9j/4AAQSkZJRgABAQ==",
    "--m--",
  ];
  return {
    "mbox.mbox": writeMbox(INBOX),
    "mbox-crlf.mbox": writeMbox(INBOX, "quoted-printable", "\r\n"),
    "mbox-kinds.mbox": mailbox([
      phone({ ...about("CALLLOG", "1"), Subject: "Call with 17000004321" }, ...body("60s (00:01:00)")),
      phone({ ...about("WHATSAPP", "1"), Subject: "WhatsApp with 老赵" }, ...body("今晚必须还钱")),
      phone({ ...about("MMS", "132"), Subject: `${inHeader("[MMS] 催收小李", "gbk")}` }, ...mms),
      phone(about("MMS", "128"), ...body("我发的彩信")),
      phone(about("SMS", "3"), ...body("没发出去的草稿")),
      phone(about("SMS", "6"), ...body("还在排队")),
      phone(
        { "X-backup2gmail-sms-type": "1", "X-backup2gmail-sms-address": "95000", "X-backup2gmail-sms-date": String(DATE) },
        ...body("您的包裹已到驿站"),
      ),
      phone({ "X-smssync-datatype": "SMS", "X-smssync-address": "null", "X-smssync-date": "0" }, ...body("来源不明的短信")),
      phone({ "X-smssync-datatype": "SMS", "X-smssync-date": "昨天", Date: "someday" }, ...body("时间不明的短信")).replace(
        `Date: ${mailDate(DATE)}\r\n`,
        "",
      ),
      phone(about("SMS", "1"), ...body("")),
    ]),
    "mbox-names.mbox": mailbox([
      phone(
        { ...about("SMS", "1"), Subject: `SMS with ${inHeader("云禾催收", "gbk").replace("gbk", "GB2312")}` },
        ...body("您的户籍地走访已排期", "base64", "gbk"),
      ),
      phone(about("SMS", "1"), ...body("再不还就起诉", "base64", "gb18030")).replace(
        "From: me@example.com",
        `From: "${inHeader("李主任", "gbk")}" <17000004321@unknown.email>`,
      ),
    ]),
    "mbox-from-lines.mbox": Buffer.concat([
      mailbox([plain("From 今天起不再宽限", ">From 这行本来就有引号", "", "From tomorrow we will visit you")]),
      // Not every app quotes them.
      Buffer.from(`${FROM_LINE}\n${plain("第一段", "", "From tomorrow on", "we will visit you").replace(/\r/g, "")}\n`),
    ]),
    "mbox-mixed-charsets.mbox": mailbox([
      Buffer.concat([
        Buffer.from(mail("From: a@b.example", "Content-Type: text/plain; charset=gb2312", "Content-Transfer-Encoding: 8bit", "")),
        encodeAs("请于今日还款\r\n", "gbk"),
      ]),
      mail("From: a@b.example", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", "今日还款"),
      Buffer.concat([
        Buffer.from(mail("From: a@b.example", "Content-Type: text/plain; charset=big5", "Content-Transfer-Encoding: 8bit", "")),
        encodeAs("請於今日還款\r\n", "big5"),
      ]),
    ]),
    "mbox-broken.mbox": mailbox([
      plain("第一封"),
      "这里没有信头\r\n只有几行字\r\n",
      phone(about("SMS", "1"), "Content-Type: multipart/mixed", "Content-Transfer-Encoding: base64", "", "第三封"),
      plain("第四封"),
    ]),
  };
}
