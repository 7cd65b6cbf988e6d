import { encodeAs } from "./encode.js";
import { quoted } from "./quoted-printable.js";
import { type ExportFiles, INBOX, type Sent } from "./sent.js";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const CRLF = "\r\n";
const two = (part: number): string => String(part).padStart(2, "0");

/** The parts of an instant on a clock so many hours east of Greenwich. */
function clock(instant: number, hours: number): string[] {
  const date = new Date(instant + hours * 3_600_000);
  const day = [String(date.getUTCFullYear()), two(date.getUTCMonth() + 1), two(date.getUTCDate())];
  return [...day, two(date.getUTCHours()), two(date.getUTCMinutes()), two(date.getUTCSeconds())];
}

/** `20100709T155811Z`. */
const compact = (instant: number): string => {
  const [year, month, day, ...time] = clock(instant, 0);
  return `${year}${month}${day}T${time.join("")}Z`;
};

/** A vMessage file as Android phones (OPPO, Meizu, ZTE) write it: quoted-printable, local time, in China. */
export const writeVmsg = (messages: readonly Sent[]): string =>
  messages
    .flatMap(({ text, peer, instant, direction }) => {
      const [year, month, day, hour, minute, second] = clock(instant, 8);
      const [first = "", ...rest] = quoted(utf8(text));
      return [
        "BEGIN:VMSG",
        "VERSION:1.1",
        "BEGIN:VCARD",
        `TEL:${peer}`,
        "END:VCARD",
        "BEGIN:VBODY",
        `X-BOX:${direction === "in" ? "INBOX" : "SENDBOX"}`,
        "X-READ:READ",
        "X-SIMID:0",
        "X-LOCKED:UNLOCKED",
        "X-TYPE:SMS",
        `Date:${year}/${month}/${day} ${hour}:${minute}:${second}`,
        `Subject;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:${first}`,
        ...rest,
        "END:VBODY",
        "END:VMSG",
        "",
      ];
    })
    .join(CRLF);

/** As Nokia's PC Suite writes it: UTF-16LE, one envelope in the other, the bare text after the date; it has no carriage returns. */
export const writeNokiaVmsg = (messages: readonly Sent[]): Uint8Array =>
  encodeAs(
    `\ufeff${messages
      .flatMap(({ text, peer, instant, direction }) => {
        const card = (number: string): string[] => ["BEGIN:VCARD", "VERSION:3.0", "N:", `TEL:${number}`, "END:VCARD"];
        const [from, to] = direction === "in" ? [peer, ""] : ["", peer];
        const date = clock(instant, 8).map(Number).join(".");
        const body = ["BEGIN:VBODY", `Date:${date}`, ...text.split("\n"), "END:VBODY"];
        return [
          "BEGIN:VMSG",
          "VERSION:1.1",
          "X-IRMC-STATUS:READ",
          `X-IRMC-BOX:${direction === "in" ? "INBOX" : "SENT"}`,
          ...card(from),
          "BEGIN:VENV",
          ...card(to),
          "BEGIN:VENV",
          ...body,
          "END:VENV",
          "END:VENV",
          "END:VMSG",
          "",
        ];
      })
      .join(CRLF)}`,
    "utf-16le",
  );

/** As Samsung's Tizen phones write it: base64 in lines, the time in UTC. */
export const writeSamsungVmsg = (messages: readonly Sent[]): string =>
  messages
    .flatMap(({ text, peer, instant, direction }) => [
      "BEGIN:VMSG",
      "VERSION:1.1",
      "X-IRMC-STATUS:READ",
      `X-MESSAGE-TYPE:${direction === "in" ? "DELIVER" : "SUBMIT"}`,
      `X-SS-DT:${compact(instant)}`,
      "BEGIN:VCARD",
      "VERSION:2.1",
      `TEL;CELL:${peer}`,
      "END:VCARD",
      "BEGIN:VENV",
      "BEGIN:VBODY",
      `X-BODY-CONTENTS;ENCODING=BASE64:${(
        Buffer.from(text)
          .toString("base64")
          .match(/.{1,60}/g) ?? []
      ).join(`${CRLF} `)}`,
      "",
      "END:VBODY",
      "END:VENV",
      "END:VMSG",
      "",
    ])
    .join(CRLF);

/** A block with this in it, for traps. */
const block = (about: readonly string[], cards: readonly string[][], body: readonly string[]): string =>
  [
    "BEGIN:VMSG",
    "VERSION:1.1",
    ...about,
    ...cards.flatMap((card) => ["BEGIN:VCARD", ...card, "END:VCARD"]),
    "BEGIN:VBODY",
    ...body,
    "END:VBODY",
    "END:VMSG",
    "",
  ].join(CRLF);

const OFFICE = [
  "N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E4=BA=91=E7=A6=\r\n=BE;=E5=82=AC=E6=94=B6",
  "TEL;TYPE=CELL:17000006060",
];
const DATE = "Date:2016/04/06 09:13:21";

/** The inbox as each kind of phone exports it, and one file for each thing that readers of the format stumble over. */
export function vmsgFiles(): ExportFiles {
  const gbk = quoted(encodeAs("您的户籍地走访已排期，请本周内处理", "gbk"));
  return {
    "vmsg.vmsg": writeVmsg(INBOX),
    "vmsg-nokia.vmg": writeNokiaVmsg(INBOX),
    "vmsg-samsung.vmsg": writeSamsungVmsg(INBOX),
    "vmsg-gbk.vmsg": block(["X-BOX:INBOX"], [OFFICE], [DATE, `Subject;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:${gbk.join(CRLF)}`]),
    "vmsg-plain-subject.vmsg": block(
      ["X-BOX:INBOX"],
      [OFFICE],
      [DATE, "Subject:第一行：今天不还", "Date: 明天就去你单位", "  门口见"],
    ),
    "vmsg-many-cards.vmsg": block(
      ["X-IRMC-BOX:INBOX"],
      [["N:", "TEL:"], OFFICE, ["FN:我", "TEL:13800000000"]],
      ["Date:2013.4.3.23.5.9", "TEXT;ENCODING=QUOTED-PRINTABLE:=E8=BF=98=E9=92=B1"],
    ),
    "vmsg-boxes.vmsg": [
      ["X-BOX:DRAFTBOX"],
      ["X-IRMC-BOX:OUTBOX"],
      ["X-MESSAGE-TYPE:SUBMIT"],
      ["X-BOX:SOMEWHERE"],
      [],
      ["X-BOX:INBOX", "X-TYPE:MMS"],
    ]
      .map((about, i) => block(about, [["TEL:10690001"]], [DATE, `Subject:第${i + 1}条`]))
      .join(""),
    "vmsg-broken.vmsg": [
      block(["X-BOX:INBOX"], [["TEL:10690001"]], [DATE, "Subject:第一条"]),
      ["BEGIN:VMSG", "X-BOX:INBOX", "BEGIN:VBODY", DATE, "Subject:没有结尾", ""].join(CRLF),
      block(["X-BOX:INBOX"], [["TEL:10690001"]], [DATE, "Subject:第三条"]),
      block(["X-BOX:INBOX"], [["TEL:null"]], [DATE, "Subject;ENCODING=QUOTED-PRINTABLE;CHARSET=KLINGON:=E8=BF=98"]),
      block(["X-BOX:INBOX"], [["TEL:null"]], ["Date:昨天", "Subject:第五条"]),
      block(["X-BOX:INBOX"], [["TEL:10690001"]], [DATE, "Subject:"]),
      ["END:VMSG", "BEGIN:VMSG", "X-BOX:INBOX", "BEGIN:VBODY", "Subject:文件到此为止"].join(CRLF),
    ].join(""),
  };
}
