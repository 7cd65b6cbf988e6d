import { encodeAs } from "./encode.js";
import { body, inHeader, mail, mailDate, smsMail } from "./mail.js";
import { type ExportFiles, INBOX, type Sent } from "./sent.js";

/** One message as SMS Backup+ stores it, as a file of its own. */
export const writeEml = (message: Sent): string => smsMail(message);

const START = ["From: =?GBK?B?1MbrvLfWxtq/zbf+?= <service@yunhe.example>", `To: me@example.com`];
const DATE = `Date: ${mailDate(Date.parse("2026-03-05T10:20:30+08:00"))}`;

/** A lender's mail in HTML, with all that a reader does not see. */
const HTML = [
  "<!DOCTYPE html><html><head><title>账单</title><style>p { color: red }</style></head>",
  "<body><!-- 追踪 --><script>alert('不可见')</script>",
  "<p>尊敬的客户&nbsp;<b>张先生</b>：</p><table><tr><td>应还</td><td>&yen;862&#46;40</td></tr></table>",
  "逾期&lt;3&gt;天<br>请尽快",
  "还款 &#x1F621;</body></html>",
].join("\r\n");

/** Mails that are no phone messages, and one that is. */
export function emlFiles(): ExportFiles {
  const plain = mail(
    ...START,
    `Subject: ${inHeader("最后通知：请于今日还款", "gbk")}`,
    DATE,
    "Message-ID: <20260305.1@yunhe.example>",
    "MIME-Version: 1.0",
  );
  const text = "您的借款已逾期三天。\n请今日内处理，否则将上门走访。";
  const raw = `From: service@yunhe.example\r\nSubject: 逾期催收通知\r\n${DATE}\r\nMIME-Version: 1.0\r\n\r\n您的贷款已经逾期，请立即联系我们处理\r\n`;
  return {
    "eml.eml": writeEml(INBOX[0] as Sent),
    "eml-gbk.eml": plain + mail(...body(text, "base64", "gbk")),
    "eml-big5.eml": plain + mail(...body("您的借款已逾期三天。\n請今日內處理。", "quoted-printable", "big5")),
    "eml-no-charset.eml": encodeAs(raw, "gbk"),
    "eml-flowed.eml":
      plain +
      mail(
        "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes",
        "Content-Transfer-Encoding: 8bit",
        "",
        "您的借款已逾 ",
        "期三天。",
        "请今日内处理。",
      ),
    "eml-html.eml": plain + mail("Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", HTML),
    "eml-alternative.eml":
      plain +
      mail(
        'Content-Type: multipart/mixed; boundary="a"',
        "",
        "--a",
        'Content-Type: multipart/alternative; boundary="b"',
        "",
        "--b",
        ...body(text, "quoted-printable"),
        "--b",
        "Content-Type: text/html; charset=utf-8",
        "",
        "<p>另一种写法</p>",
        "--b--",
        "--a",
        'Content-Type: application/pdf; name="../../账单.pdf"',
        "Content-Disposition: attachment",
        "Content-Transfer-Encoding: base64",
        "",
        "JVBERi0xLjcK",
        "--a--",
      ),
  };
}
