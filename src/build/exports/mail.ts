import { createHash } from "node:crypto";
import type { Encoding } from "../../inbox/encoding.js";
import { encodeAs } from "./encode.js";
import { quoted } from "./quoted-printable.js";
import type { Sent } from "./sent.js";

type Charset = Extract<Encoding, "utf-8" | "gbk" | "gb18030" | "big5">;
const inCharset = (text: string, charset: Charset): Uint8Array =>
  charset === "utf-8" ? new TextEncoder().encode(text) : encodeAs(text, charset);

/** A text in a header (RFC 2047), in words short enough for a line. */
export const inHeader = (text: string, charset: Charset = "utf-8"): string =>
  /^[ -~]*$/.test(text)
    ? text
    : (text.match(/.{1,12}/gsu) ?? [])
        .map((part) => `=?${charset}?B?${Buffer.from(inCharset(part, charset)).toString("base64")}?=`)
        .join("\r\n ");

const base64 = (bytes: Uint8Array): string =>
  (
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,76}/g) ?? []
  ).join("\r\n");

/** A body as it stands in a mail, with the headers that say how it is encoded. */
export function body(text: string, transfer: "base64" | "quoted-printable" = "base64", charset: Charset = "utf-8"): string[] {
  const bytes = inCharset(text, charset);
  return [
    `Content-Type: text/plain; charset=${charset}`,
    `Content-Transfer-Encoding: ${transfer}`,
    "",
    transfer === "base64" ? base64(bytes) : quoted(bytes).join("\r\n"),
  ];
}

/** The lines of a mail, with a line end after each. */
export const mail = (...lines: readonly string[]): string => lines.map((line) => `${line}\r\n`).join("");

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (part: number): string => String(part).padStart(2, "0");

/** `Mon, 02 Mar 2026 09:15:04 +0800`. */
export function mailDate(instant: number): string {
  const at = new Date(instant + 8 * 3_600_000);
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(":");
  return `${DAYS[at.getUTCDay()]}, ${two(at.getUTCDate())} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()} ${time} +0800`;
}

const OWNER = "me@example.com";
const hash = (...parts: readonly unknown[]): string => createHash("md5").update(parts.join("\n")).digest("hex");

/** A message as SMS Backup+ stores it in a mailbox: one mail, the body in base64. */
export function smsMail({ text, peer, instant, direction }: Sent, transfer?: "base64" | "quoted-printable"): string {
  const number = `${peer.replace(/[^\w+]/g, "")}@unknown.email`;
  const [from, to] = direction === "in" ? [`"${peer}" <${number}>`, OWNER] : [OWNER, number];
  return mail(
    `Subject: SMS with ${inHeader(peer)}`,
    `From: ${from}`,
    `To: ${to}`,
    "MIME-Version: 1.0",
    `Message-ID: <${hash(instant, peer, direction)}@sms-backup-plus.local>`,
    `References: <${hash(peer)}@sms-backup-plus.local>`,
    `Date: ${mailDate(instant)}`,
    `X-smssync-address: ${peer}`,
    "X-smssync-datatype: SMS",
    `X-smssync-date: ${instant}`,
    "X-smssync-id: 17",
    "X-smssync-read: 1",
    "X-smssync-status: -1",
    "X-smssync-thread: 4",
    `X-smssync-type: ${direction === "in" ? 1 : 2}`,
    "X-smssync-version: 1567",
    ...body(text, transfer),
  );
}

/** The line that begins a mail in a mailbox. */
export const FROM_LINE = "From - Mon Mar  2 09:15:04 2026";

/** Mails in a mailbox: each after a line of its own, with a blank one at the end; lines that begin with "From " are quoted. */
export const mailbox = (mails: readonly (string | Uint8Array)[], newline: "\n" | "\r\n" = "\n"): Uint8Array =>
  Buffer.concat(
    mails.flatMap((one) => {
      const content = Buffer.from(one)
        .toString("latin1")
        .replace(/\r\n/g, newline)
        .replace(/^(>*From )/gm, ">$1");
      return [Buffer.from(`${FROM_LINE}${newline}${content}${newline}`, "latin1")];
    }),
  );
