import type { Input } from "./input.js";

/* What the beginning of an input, or what lies in it, tells of its format. Extensions count for nothing by themselves. */

export const startsWith = ({ head }: Input, ...bytes: readonly number[]): boolean => bytes.every((byte, i) => head[i] === byte);
export const isZip = (input: Input): boolean => startsWith(input, 0x50, 0x4b, 3, 4);
export const isSqlite = ({ head }: Input): boolean =>
  new TextDecoder("latin1").decode(head.subarray(0, 16)) === "SQLite format 3\0";
export const has = ({ headText }: Input, pattern: RegExp): boolean => headText !== null && pattern.test(headText);

/** The same for JSON of an app. Records in our own fields are none, whatever other fields they bring. */
export const hasJson = (input: Input, pattern: RegExp): boolean => has(input, pattern) && !has(input, OURS);

/** A record with a text, after fields that are neither lists nor objects. */
const OURS = /^\s*(?:\[\s*)?\{\s*(?:"(?:[^"\\]|\\.)*"\s*:\s*(?:"(?:[^"\\]|\\.)*"|[-+.\w]+)\s*,\s*)*"text"\s*:\s*"/;

/** The beginning of what has encodings of its own: only the ASCII in it can be relied on. */
export const asAscii = ({ head }: Input): string => new TextDecoder("latin1").decode(head).replace(/^\xef\xbb\xbf/, "");

/** Headers and nothing else, up to a blank line; one may be quoted as in a mailbox. */
const HEADERS = /^(?:>?[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)+(?=\r?\n|$)/;
/** What only mails have: a message too may say "Subject:", or how much was "Received:". */
const OF_MAIL =
  /^(?:MIME-Version:\s*\d|Message-ID:\s*<|Received:\s*(?:from|by|\()|Return-Path:\s*<|X-smssync-datatype:|X-backup2gmail-sms-\w+:)/im;

/** They may go on beyond the beginning that is here, which may end within a line. */
export const isMail = (text: string, { complete }: Input): boolean =>
  OF_MAIL.test(HEADERS.exec(complete ? text : text.slice(0, text.lastIndexOf("\n") + 1))?.[0] ?? "");

/** Whether a zip has this member. */
export const hasMember = async (input: Input, member: RegExp): Promise<boolean> =>
  isZip(input) && (await input.archive()).members.some((name) => member.test(name));

/** Whether a database has this table, with these columns. */
export const hasTable = async (input: Input, table: string, ...columns: readonly string[]): Promise<boolean> => {
  if (!isSqlite(input)) return false;
  const found = (await input.database()).tables.get(table);
  return found !== undefined && columns.every((column) => found.includes(column));
};

/** Whether the first row of a table names these columns, in any order. */
export const hasColumns = ({ headText }: Input, ...columns: readonly string[]): boolean => {
  const header = headText?.trimStart().split(/[\r\n]/, 1)[0] ?? "";
  const names = header.split(/[,;\t]/).map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
  return columns.every((column) => names.includes(column));
};

/** Whether the first line that says something begins a list, or has a name with something behind it. */
export function looksLikeYaml({ headText }: Input): boolean {
  const first = headText?.split("\n").find((line) => !/^\s*(?:$|[#%]|---\s*$)/.test(line)) ?? "";
  return /^(?:---\s+)?\s*(?:-\s|(?:"[^"]*"|'[^']*'|[^\s:{}[\],&*?|<>=!@`"'-][^:]*)\s*:\s)/.test(`${first}\n`);
}

/** One line that cannot well be prose: a name before `=`, or one in Latin letters before another separator. */
export const PROPERTY = /^[ \t\f]*(?:[\p{L}\p{N}_.$-]+[ \t]*=|[\w.$-]+[ \t]*:|[\w$-]+\.[\w.$-]+[ \t])/mu;

/** JSON Lines or JSON when it is plainly that. */
export function looksLikeJson({ headText, complete, name }: Input): "json" | "jsonl" | null {
  const text = headText?.trimStart() ?? "";
  // A template may begin with a placeholder ("{name}您好", "[{name}]"): only a quoted key makes it JSON.
  if (/^\[\s*(?:\{\s*["}]|\]\s*$)/.test(text)) return "json";
  if (/^\[\s*"/.test(text) && (complete ? isJson(text) : /^\[\s*"(?:[^"\\]|\\.)*"\s*,\s*"/.test(text))) return "json";
  const lines = text.split("\n");
  if (/^\{\s*(?:"|\}\s*$)/.test(text)) {
    if (/^\{\s*\n/.test(text) || parse(text)) return "json";
    // Of an object that goes on beyond the head no line is an object; one long line says nothing, but the name may.
    const goesOn = !complete && lines.every((line) => parse(line) === undefined);
    return goesOn && (lines.length > 1 || /\.json$/i.test(name)) ? "json" : "jsonl";
  }
  // A broken first line does not turn the records after it into prose.
  return lines.some((line) => parse(line)?.["text"] !== undefined) ? "jsonl" : null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A JSON object, or undefined for anything else. */
function parse(text: string): Record<string, unknown> | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
