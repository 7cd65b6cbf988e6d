import { type Problem, UserError } from "../../errors.js";
import { decodeUtf8 } from "../decode.js";
import type { BrokenDraft, Draft } from "../draft.js";
import type { Input } from "../input.js";
import { overLimit } from "../limits.js";
import { type Line, splitLines } from "../lines.js";
import { isOnlyMedia } from "../only-media.js";
import { fromText } from "../time.js";

/** `2026-10-05 21:40:12 昵称(10001)`, `… 昵称<a@b.c>`, `2026-10-05 8:43:38 PM 昵称`. */
const HEAD = /^(\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}:\d{2}(?: [AP]M)?) (.*)$/;
/** Name, then number or mail; in groups a title may come first. */
const ACCOUNT = /^(?:【[^】]{1,12}】)?(.*?)(?:\((\d{4,12})\)|<([^<>\s]+@[^<>\s]+)>)\s*$/;
const RULE = /^={16,}$/;
const SECTION = /^消息(分组|对象):(.*)$/;
const TITLE = /^消息记录（此消息记录为文本格式/;
/** QQ itself, by name and account. */
const SYSTEM = ["系统消息(10000)", "系统消息(1000000)"];

/** A message that is being read: its head, and the lines of its body so far. */
interface Begun {
  readonly line: number;
  readonly time: string;
  readonly name: string | null;
  /** Number or mail; none in conversations of two. */
  readonly account: string | null;
  readonly body: string[];
  length: number;
  broken: Problem | null;
}

/**
 * A chat record that QQ for Windows exported as text: heads with time and sender, below each its lines up to the
 * blank line before the next head. The file does not say which sender is the owner, and in a conversation of two
 * the name in `消息对象` does not either, for people rename themselves: all messages are read as received, and a
 * notice says so. A line of a body that looks like a head cannot be told from one, save that a head without an
 * account comes after a blank line only.
 */
export async function* readQqTxt(input: Input): AsyncGenerator<Draft> {
  input.notice("unknown-owner", "does not say which account is the owner's: all messages are read as received");
  let thread: string | null = null;
  let begun: Begun | null = null;
  let isAfterBlank = true;
  /** A line of `=`: the next line tells whether it belongs to the head of a section or to a body. */
  let rule: string | null = null;
  /** Whether text under no head is being passed over. */
  let isLost = false;
  for await (const line of splitLines(input.utf8(), input.limits.maxRecord)) {
    const { text, problem } = decoded(line, input);
    const section: RegExpExecArray | null = rule === null && begun ? null : SECTION.exec(text);
    if (section) {
      if (begun) yield draftOf(begun, thread, input);
      begun = null;
      if (section[1] === "对象") thread = section[2]?.trim() || null;
    }
    if (rule !== null && begun) add(begun, rule, null, input);
    rule = RULE.test(text) ? text : null;
    const head: Begun | null = section || problem ? null : headOf(text, line.number, isAfterBlank || !begun);
    if (head) {
      if (begun) yield draftOf(begun, thread, input);
      begun = head;
      isLost = false;
    } else if (begun) {
      if (rule === null) add(begun, text, problem, input);
    } else if (!section && rule === null && text.trim() !== "" && !TITLE.test(text) && !isLost) {
      isLost = true;
      yield { kind: "broken", code: "no-head", message: "this text stands under no head of a message", line: line.number };
    }
    isAfterBlank = text === "";
  }
  if (rule !== null && begun) add(begun, rule, null, input);
  if (begun) yield draftOf(begun, thread, input);
}

/** The text of a line, or what is wrong with it. */
function decoded({ bytes, offset, cut }: Line, input: Input): { text: string; problem: Problem | null } {
  if (cut) return { text: "…", problem: overLimit("maxRecord", input.limits, "the line") };
  try {
    return { text: decodeUtf8(bytes, input.name, offset), problem: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { text: "…", problem: error.problems[0] as Problem };
  }
}

function headOf(text: string, line: number, mayLackAccount: boolean): Begun | null {
  const [, time, sender] = HEAD.exec(text) ?? [];
  if (time === undefined || sender === undefined) return null;
  const [, name, number, mail] = ACCOUNT.exec(sender) ?? [];
  const account = number ?? mail ?? null;
  if (account === null && !mayLackAccount) return null;
  return { line, time, name: (account === null ? sender : name)?.trim() || null, account, body: [], length: 0, broken: null };
}

function add(begun: Begun, text: string, problem: Problem | null, { limits }: Input): void {
  begun.broken ??= problem;
  begun.length += text.length + 1;
  if (begun.length > limits.maxRecord) begun.broken ??= overLimit("maxRecord", limits, "the message");
  if (begun.broken) begun.body.length = 0;
  else begun.body.push(text);
}

function draftOf({ line, time, name, account, body, broken }: Begun, thread: string | null, input: Input): Draft {
  if (broken) return brokenDraft(broken, line);
  if (SYSTEM.includes(`${name}(${account})`)) return { kind: "skipped", why: "a notice of the app", line };
  let end = body.length;
  while (end > 0 && body[end - 1] === "") end--;
  const text = body.slice(0, end).join("\n");
  if (isOnlyMedia(text)) return { kind: "skipped", why: "without text", line };
  const known = fromText(time, input.zone);
  if (!known) input.notice("unknown-time", `the time “${time}” is not understood`, { line });
  const contact = account === null ? null : name;
  return { kind: "received", text, channel: "qq", sender: account ?? name, contact, thread, time: known, line };
}

const brokenDraft = ({ code, message, hint }: Problem, line: number): BrokenDraft => ({
  kind: "broken",
  code,
  message,
  hint,
  line,
});
