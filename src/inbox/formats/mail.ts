import PostalMime, { type Email } from "postal-mime";
import type { Draft } from "../draft.js";
import { guessEncoding } from "../guess-encoding.js";
import { textOfHtml } from "../html-text.js";
import type { Input } from "../input.js";
import { overLimit } from "../limits.js";
import { fromMailDate } from "../mail-date.js";
import { present } from "../present.js";
import { type Mail, smsDraft, smsHeaders } from "./sms-mail.js";

/**
 * One mail (RFC 5322) as a record: a message that SMS Backup+ stored as mail, or any other mail, whose subject is
 * part of the text. Whether the owner wrote a mail cannot be known: it counts as received.
 */
export async function mailDraft(content: Uint8Array, line: number, input: Input): Promise<Draft> {
  const bytes = MARK.every((byte, i) => content[i] === byte) ? content.subarray(MARK.length) : content;
  if (!/^[!-9;-~]+[ \t]*:/.test(Buffer.from(bytes.subarray(0, 998)).toString("latin1")))
    return { kind: "broken", code: "not-a-mail", message: "the mail does not begin with a header", line };
  if (linesIn(bytes) * LINE_COST > input.limits.maxRecord)
    return { kind: "broken", ...overLimit("maxRecord", input.limits, "the mail with its many lines"), line };
  let email: Email;
  try {
    // A mail within the mail is what someone else wrote at another time: no part of this text.
    email = await PostalMime.parse(readable(bytes, input), {
      forceRfc822Attachments: true,
      maxHeadersSize: MOST_HEADERS,
    });
  } catch (error) {
    return { kind: "broken", code: "not-a-mail", message: `the mail cannot be read: ${(error as Error).message}`, line };
  }
  if (isMultipart(email) && isEmpty(email) && hasBody(bytes))
    return { kind: "broken", code: "not-a-mail", message: "the parts of the mail cannot be told from one another", line };
  const date = headerOf(email, "date");
  const time = date === undefined ? null : fromMailDate(date, input.zone);
  const id = /^<?([^\s<>]{1,250})>?$/.exec(email.messageId ?? "")?.[1];
  const mail: Mail = { email, body: bodyOf(email), id, time, line };
  const sms = smsHeaders(email);
  if (sms) return smsDraft(mail, sms, input);
  if (date !== undefined && time === null) input.notice("unknown-time", `“${date}” is no time that is understood`, { line });
  return {
    kind: "received",
    text: [email.subject ?? "", mail.body].filter((part) => part.trim() !== "").join("\n"),
    id,
    time,
    sender: present(email.from?.address) ?? present(email.from?.name),
    channel: "mail",
    line,
  };
}

/** Bytes of headers: with more of them the parser takes minutes where words in base64 follow one another. */
const MOST_HEADERS = 128 * 1024;

/** Bytes as which a line counts at the least: the parser keeps each apart, and a mail of line ends alone would fill the memory. */
export const LINE_COST = 32;

function linesIn(bytes: Uint8Array): number {
  let lines = 0;
  for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, end + 1)) lines++;
  return lines;
}

const isEmpty = ({ text, html, attachments }: Email): boolean => !text && !html && attachments.length === 0;

/** Whether anything but blanks follows the headers. */
const hasBody = (bytes: Uint8Array): boolean =>
  /\S/.test(Buffer.from(bytes.subarray(headersOf(bytes).length)).toString("latin1"));

/** What comes before the first blank line. */
function headersOf(mail: Uint8Array): Uint8Array {
  const blank = /\r?\n\r?\n/.exec(Buffer.from(mail).toString("latin1"));
  return blank ? mail.subarray(0, blank.index) : mail;
}

/** The last line end of a body is the mail's own, except in base64, which has every byte of the text. */
function bodyOf(email: Email): string {
  const text = email.text ?? "";
  if (text.trim() === "" && email.html) return textOfHtml(email.html);
  const transfer = headerOf(email, "content-transfer-encoding") ?? "";
  // Of several parts it cannot be known which was in base64.
  return /base64/i.test(transfer) ? text : text.replace(isMultipart(email) ? /\r?\n$/ : /\n$/, "");
}

const headerOf = ({ headers }: Email, name: string): string | undefined => headers.find(({ key }) => key === name)?.value;
const isMultipart = (email: Email): boolean => /^multipart\//i.test(headerOf(email, "content-type") ?? "");

/** Of UTF-8; an editor may have left it there. */
const MARK = [0xef, 0xbb, 0xbf];
/** As much of a mail as its encoding is told by. */
const HEAD = 64 * 1024;

/**
 * Old Chinese mailers write GBK or Big5 into headers, or into a mail that names no charset: both would be read as
 * UTF-8, so UTF-8 is made of them.
 */
function readable(bytes: Uint8Array, input: Input): Uint8Array {
  if (strictly(bytes, "utf-8") !== null) return bytes;
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(Buffer.from(bytes).toString("latin1"))?.[1];
  const encoding = input.encoding ?? guessEncoding(bytes.subarray(0, HEAD), bytes.length <= HEAD);
  const headers = headersOf(bytes);
  const body = bytes.subarray(headers.length);
  return Buffer.concat([asUtf8(headers, charset ?? encoding), charset === undefined ? asUtf8(body, encoding) : body]);
}

/** Left as it is where the encoding is unknown, or not what it says. */
function asUtf8(bytes: Uint8Array, encoding: string | null): Uint8Array {
  const text = encoding === null ? null : strictly(bytes, encoding);
  return text === null ? bytes : new TextEncoder().encode(text);
}

/** Null for what is not in the encoding, or an encoding nobody knows. */
function strictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
