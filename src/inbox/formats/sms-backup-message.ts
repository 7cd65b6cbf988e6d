import type { Draft, SkipReason } from "../draft.js";
import type { Input } from "../input.js";
import { fromEpoch, fromText, type SentTime } from "../time.js";
import { type Element, isGiven } from "./sms-backup-element.js";

type Folder = SkipReason | "received";

/** `type` of an SMS: Telephony.TextBasedSmsColumns of Android. */
const SMS_TYPES: Readonly<Record<string, Folder>> = {
  "1": "received",
  "2": "sent by the owner",
  "3": "never sent",
  "4": "never sent",
  "5": "never sent",
  "6": "never sent",
};
/** `msg_box` of an MMS: Telephony.BaseMmsColumns. */
const MMS_BOXES: Readonly<Record<string, Folder>> = {
  "1": "received",
  "2": "sent by the owner",
  "3": "never sent",
  "4": "never sent",
  "5": "never sent",
};
/** `m_type` of an MMS that was sent: PduHeaders.MESSAGE_TYPE_SEND_REQ. */
const SEND_REQUEST = "128";
/** What stands for the owner's own number among the addresses of an MMS. */
const OWN_NUMBER = "insert-address-token";

/** What one `<sms>` or `<mms>` is. */
export function messageOf(channel: "sms" | "mms", element: Element, line: number, input: Input): Draft {
  const folder = channel === "sms" ? smsFolder(element) : mmsFolder(element);
  if (folder === "unknown") {
    const name = channel === "sms" ? "type" : "msg_box";
    return {
      kind: "broken",
      code: "unknown-direction",
      message: `cannot tell whether it was received or sent: its ${name} is “${field(element, name)?.slice(0, 40)}”`,
      hint: "1 is received, 2 is sent; change it in the file",
    };
  }
  if (folder !== "received") return { kind: "skipped", why: folder };
  const conversation = field(element, "address");
  return {
    kind: "received",
    channel,
    text: channel === "sms" ? smsText(element) : mmsText(element),
    time: timeOf(element, line, input),
    sender: channel === "sms" ? conversation : mmsSender(element),
    contact: field(element, "contact_name") ?? field(element, "name"),
    thread: conversation,
  };
}

/** A field that says something. */
function field({ fields }: Element, name: string): string | null {
  const value = fields.get(name);
  return isGiven(value) && value !== "(Unknown)" ? value : null;
}

const smsFolder = (element: Element): Folder | "unknown" => {
  const type = field(element, "type")?.trim();
  return type === undefined ? "received" : (SMS_TYPES[type] ?? "unknown");
};

const mmsFolder = (element: Element): Folder | "unknown" => {
  const box = field(element, "msg_box")?.trim();
  if (box !== undefined) return MMS_BOXES[box] ?? "unknown";
  return field(element, "m_type") === SEND_REQUEST ? "sent by the owner" : "received";
};

/** As an attribute, an element, or what stands in the element itself. */
function smsText({ fields, ownText }: Element): string {
  const body = fields.get("body") ?? (ownText.trim() === "" ? "" : ownText);
  return isGiven(body) ? body : "";
}

/** The texts of a message of several pages, a line each; a subject where there is nothing else. */
function mmsText(element: Element): string {
  return element.texts.length > 0 ? element.texts.join("\n") : (field(element, "sub") ?? "");
}

/** In a group the address is that of all, joined with `~`; who wrote stands among the addresses. */
function mmsSender(element: Element): string | null {
  if (isGiven(element.from) && element.from !== OWN_NUMBER) return element.from;
  const address = field(element, "address");
  return address?.includes("~") ? null : address;
}

/** When the phone got it, or else when it was sent. */
function timeOf(element: Element, line: number, input: Input): SentTime | null {
  let unknown: string | null = null;
  for (const name of ["date", "date_sent"]) {
    const given = field(element, name)?.trim();
    if (given === undefined || given === "0") continue;
    const time = fromEpoch(given, input.zone) ?? fromText(given, input.zone);
    if (time) return time;
    unknown ??= given;
  }
  if (unknown !== null) input.notice("unknown-time", `“${unknown.slice(0, 40)}” is no time`, { line });
  return null;
}
