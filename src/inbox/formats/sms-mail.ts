import type { Email } from "postal-mime";
import type { Channel, Draft, SkipReason } from "../draft.js";
import type { Input } from "../input.js";
import { present } from "../present.js";
import { fromEpoch, type SentTime } from "../time.js";

/** What both kinds of mail have. */
export interface Mail {
  readonly email: Email;
  /** The text as it was sent; of a mail in HTML alone what a reader sees of it. */
  readonly body: string;
  /** The Message-ID, which stays the same from export to export. */
  readonly id: string | undefined;
  /** By the Date header. */
  readonly time: SentTime | null;
  /** Its line in the file. */
  readonly line: number;
}

/** What SMS Backup+ says of a message, by the last part of the header: `address`, `date`, `type` … */
type SmsHeaders = ReadonlyMap<string, string>;

/** `X-smssync-…` of SMS Backup+, `X-backup2gmail-sms-…` of the app it came from. */
const HEADER = /^x-(?:smssync|backup2gmail-sms)-([\w-]+)$/;

/** Null for a mail that is no message of a phone. */
export function smsHeaders(email: Email): SmsHeaders | null {
  const found = new Map<string, string>();
  for (const { key, value } of email.headers) {
    const name = HEADER.exec(key)?.[1];
    if (name !== undefined && !found.has(name)) found.set(name, value);
  }
  return found.has("datatype") || found.has("address") || found.has("type") ? found : null;
}

const CHANNELS: Readonly<Record<string, Channel>> = { sms: "sms", mms: "mms", whatsapp: "whatsapp" };

/** A message that SMS Backup+ stored as mail. */
export function smsDraft(mail: Mail, headers: SmsHeaders, input: Input): Draft {
  const { line, id } = mail;
  const datatype = headers.get("datatype")?.toLowerCase() ?? "sms";
  if (datatype === "calllog") return { kind: "skipped", why: "a call", line };
  const why = notReceived(headers.get("type"), mail.email);
  if (why) return { kind: "skipped", why, line };
  const date = present(headers.get("date"));
  const time = fromEpoch(date, input.zone, "ms") ?? mail.time;
  if (date !== null && time === null) input.notice("unknown-time", `“${date}” is no time that is understood`, { line });
  const sender = present(headers.get("address"));
  const contact = contactOf(mail.email);
  return {
    kind: "received",
    text: mail.body,
    id,
    time,
    sender,
    channel: CHANNELS[datatype] ?? "unknown",
    contact,
    thread: present(headers.get("thread")),
    line,
  };
}

/** The type is Android's: of SMS 1 received, 2 sent, 3 to 6 not yet or never; of MMS 132 received, 128 sent. */
function notReceived(type: string | undefined, email: Email): SkipReason | null {
  if (type === "2" || type === "128") return "sent by the owner";
  if (type !== undefined && /^[3-6]$/.test(type)) return "never sent";
  if (type === "1" || type === "132") return null;
  // Without a type the receiver tells: the app gives people without a mail address one at unknown.email.
  return email.to?.[0]?.address?.endsWith("@unknown.email") ? "sent by the owner" : null;
}

/**
 * The subject is `SMS with NAME` or `[SMS] NAME`; the name stands with the sender's address too. For people who are
 * not in the address book it is their number.
 */
function contactOf({ subject, from }: Email): string | null {
  const [, name] = /^(?:(?:SMS|MMS|WhatsApp) with |\[[^\]]+\] )(.+)$/i.exec(subject ?? "") ?? [];
  return [name, from?.name].map(present).find((one) => one !== null && !/^[\d\s+()-]+$/.test(one)) ?? null;
}
