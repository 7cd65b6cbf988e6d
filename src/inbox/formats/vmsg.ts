import { UserError } from "../../errors.js";
import { decodeUtf8 } from "../decode.js";
import type { BrokenDraft, Draft, SkipReason } from "../draft.js";
import type { Input } from "../input.js";
import { overLimit } from "../limits.js";
import { splitLines } from "../lines.js";
import { present } from "../present.js";
import { fromText, type SentTime } from "../time.js";
import { endsWith, propertyAt } from "./vmsg-property.js";

/** A message as its lines stand in the file, from BEGIN to END. */
interface Block {
  /** Line of BEGIN:VMSG. */
  readonly line: number;
  readonly lines: string[];
  /** Bytes. */
  size: number;
  /** Why it cannot be read. */
  problem?: Pick<BrokenDraft, "code" | "message" | "hint">;
}

/**
 * vMessage (.vmsg, .vmg; IrMC 1.1): blocks `BEGIN:VMSG … END:VMSG` as Android phones (OPPO, Meizu, ZTE), Nokia
 * and Samsung export them. A block without its end, or with a body in an unknown encoding, is a broken record.
 */
export async function* readVmsg(input: Input): AsyncGenerator<Draft> {
  let block: Block | null = null;
  for await (const { bytes, number, offset, cut } of splitLines(input.utf8(), input.limits.maxRecord)) {
    const line = decodedLine(bytes, input, offset);
    const text = typeof line === "string" ? line : "";
    if (/^\s*BEGIN:VMSG\s*$/i.test(text)) {
      if (block) yield unfinished(block);
      block = { line: number, lines: [], size: 0 };
    } else if (/^\s*END:VMSG\s*$/i.test(text)) {
      yield block ? toDraft(block, input) : { kind: "broken", ...NO_BEGIN, line: number };
      block = null;
    } else if (block) {
      block.size += bytes.length + 1;
      if (typeof line !== "string") block.problem ??= line;
      if (cut || block.size > input.limits.maxRecord) {
        block.problem = overLimit("maxRecord", input.limits, "the message");
        block.lines.length = 0;
      } else block.lines.push(text);
    }
  }
  if (block) yield unfinished(block);
}

const NO_BEGIN = { code: "broken-vmsg", message: "END:VMSG without a BEGIN:VMSG before it", hint: "export it again" };

const unfinished = (block: Block): BrokenDraft => ({
  kind: "broken",
  code: "broken-vmsg",
  message: "the message has no END:VMSG",
  hint: "export it again: the file is cut short",
  line: block.line,
});

/** The text of a line, or what is wrong with it. */
function decodedLine(bytes: Uint8Array, input: Input, offset: number): string | NonNullable<Block["problem"]> {
  try {
    return decodeUtf8(bytes, input.name, offset);
  } catch (error) {
    if (!(error instanceof UserError) || !error.problems[0]) throw error;
    const { code, message } = error.problems[0];
    return { code, message, hint: "say how the file is encoded with --encoding" };
  }
}

/** What a block says of the message. */
interface Message {
  /** Properties outside of vCards and the body, by their names. */
  readonly about: Map<string, string>;
  readonly people: { number: string | null; name: string | null }[];
  /** Pieces of the body by what they are. */
  subject: string | null;
  text: string | null;
  problem?: Block["problem"];
}

function toDraft(block: Block, input: Input): Draft {
  const { line } = block;
  const { about, people, subject, text, problem } = block.problem
    ? { ...messageOf([]), problem: block.problem }
    : messageOf(block.lines);
  const why = notReceived(about);
  if (why) return { kind: "skipped", why, line };
  if (problem) return { kind: "broken", ...problem, line };
  // The sender's card comes first, the receiver's after it.
  const sender = people.find(({ number }) => number !== null);
  return {
    kind: "received",
    text: [subject, text].filter((part) => part !== null && part !== "").join("\n"),
    time: timeOf(about, line, input),
    sender: sender?.number ?? null,
    contact: sender && sender.name !== sender.number ? sender.name : null,
    channel: /^MMS/i.test(about.get("X-TYPE") ?? about.get("X-MESSAGE-TYPE") ?? "") ? "mms" : "sms",
    line,
  };
}

/** Box and type in the words of all three kinds; a message without such a word, or with another, counts as received. */
function notReceived(about: ReadonlyMap<string, string>): SkipReason | null {
  const says = ["X-BOX", "X-IRMC-BOX", "X-MESSAGE-TYPE"].map((name) => (about.get(name) ?? "").trim().toUpperCase());
  if (says.some((word) => /^(?:DRAFT|OUTBOX|FAILED|QUEUED|UNSENT)/.test(word))) return "never sent";
  return says.some((word) => /^(?:SEND|SENT|SUBMIT)/.test(word)) ? "sent by the owner" : null;
}

/** Samsung and Nokia give the instant apart from the date people read. */
function timeOf(about: ReadonlyMap<string, string>, line: number, input: Input): SentTime | null {
  const given = ["X-SS-DT", "X-NOK-DT", "DATE"].flatMap((name) => present(about.get(name)) ?? []);
  for (const time of given) {
    const read = fromText(time, input.zone);
    if (read) return read;
  }
  if (given[0] !== undefined) input.notice("unknown-time", `“${given[0]}” is no time that is understood`, { line });
  return null;
}

function messageOf(lines: readonly string[]): Message {
  const message: Message = { about: new Map(), people: [], subject: null, text: null };
  for (let at = 0; at < lines.length; ) {
    const found = propertyAt(lines, at);
    at += found?.length ?? 1;
    if (!found) continue;
    const { name, value } = found.property;
    const inside = name === "BEGIN" ? value?.trim().toUpperCase() : undefined;
    if (inside === "VCARD" || inside === "VBODY") {
      let end = at;
      while (end < lines.length && !endsWith(lines[end] as string, inside)) end++;
      if (end === lines.length)
        return { ...message, problem: { code: "broken-vmsg", message: `the message has no END:${inside}` } };
      const content = lines.slice(at, end);
      if (inside === "VCARD") message.people.push(personOf(content));
      else readBody(content, message);
      at = end + 1;
    } else if (value !== null && !message.about.has(name)) message.about.set(name, value);
  }
  return message;
}

function personOf(lines: readonly string[]): Message["people"][number] {
  const values = new Map<string, string>();
  for (let at = 0; at < lines.length; ) {
    const found = propertyAt(lines, at);
    at += found?.length ?? 1;
    if (found && present(found.property.value) !== null && !values.has(found.property.name))
      values.set(found.property.name, found.property.value as string);
  }
  // N is family name; given name; and so on: one word in Chinese.
  const parts =
    values
      .get("N")
      ?.split(";")
      .filter((part) => part.trim() !== "") ?? [];
  const name = values.get("FN") ?? parts.join(/\p{Script=Han}/u.test(parts.join("")) ? "" : " ");
  return { number: present(values.get("TEL")), name: present(name) };
}

/** A body is a property, or (Nokia) the bare lines after the date; a plain one goes on to the end. */
function readBody(lines: readonly string[], message: Message): void {
  for (let at = 0; at < lines.length; ) {
    const found = propertyAt(lines, at);
    const name = found?.property.name ?? "";
    const begun = message.text !== null || message.subject !== null;
    const part = name === "SUBJECT" ? "subject" : name === "TEXT" || name === "X-BODY-CONTENTS" ? "text" : null;
    if (found && part && message[part] === null) {
      at += found.length;
      const { value, encoding } = found.property;
      if (value === null) message.problem ??= UNDECODABLE;
      const plain: string[] = [];
      if (encoding === "plain") while (at < lines.length && !isBody(lines[at] as string)) plain.push(lines[at++] as string);
      message[part] = [value ?? "", ...plain].join("\n");
    } else if (found && ((name === "DATE" && !message.about.has(name)) || name.startsWith("X-"))) {
      at += found.length;
      if (found.property.value !== null && !message.about.has(name)) message.about.set(name, found.property.value);
    } else if (begun && (lines[at] as string).trim() === "") at++;
    else {
      // What follows an encoded body without being part of it is a line that someone forgot to encode.
      const rest = lines.slice(at).join("\n");
      message.text = message.text === null ? rest : `${message.text}\n${rest}`;
      at = lines.length;
    }
  }
}

const isBody = (line: string): boolean => /^(?:TEXT|X-BODY-CONTENTS)[;:]/i.test(line);

const UNDECODABLE = {
  code: "not-decodable",
  message: "the body is not in the encoding or character set it names",
  hint: "export it again",
};
