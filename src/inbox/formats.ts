import type { Draft } from "./draft.js";
import type { Input } from "./input.js";

/** Reads all records of an input of one format, in order. Throws a UserError where the input as a whole cannot be read. */
export type Read = (input: Input) => AsyncIterable<Draft>;

/** A format: how to tell it, and who reads it. */
export interface Format {
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** Whether this is plainly it. */
  readonly sign: (input: Input) => boolean | Promise<boolean>;
  /** Loads the reader, and with it whatever library it needs. */
  readonly load: () => Promise<Read>;
  /** What a record without an id is called by. */
  readonly named: "by line" | "by number";
  /** Whether each record says itself how it is encoded: then nothing is guessed of the whole. */
  readonly ownEncodings?: true;
}

const startsWith = ({ head }: Input, ...bytes: readonly number[]): boolean => bytes.every((byte, i) => head[i] === byte);
export const isZip = (input: Input): boolean => startsWith(input, 0x50, 0x4b, 3, 4);
export const isSqlite = ({ head }: Input): boolean =>
  new TextDecoder("latin1").decode(head.subarray(0, 16)) === "SQLite format 3\0";
const has = ({ headText }: Input, pattern: RegExp): boolean => headText !== null && pattern.test(headText);

/** The same for JSON of an app. Records in our own fields are none, whatever other fields they bring. */
const hasJson = (input: Input, pattern: RegExp): boolean => has(input, pattern) && !has(input, OURS);

/** A record with a text, after fields that are neither lists nor objects. */
const OURS = /^\s*(?:\[\s*)?\{\s*(?:"(?:[^"\\]|\\.)*"\s*:\s*(?:"(?:[^"\\]|\\.)*"|[-+.\w]+)\s*,\s*)*"text"\s*:\s*"/;

/** The beginning of what has encodings of its own: only the ASCII in it can be relied on. */
const asAscii = ({ head }: Input): string => new TextDecoder("latin1").decode(head).replace(/^\xef\xbb\xbf/, "");

/** Headers and nothing else, up to a blank line; one may be quoted as in a mailbox. */
const HEADERS = /^(?:>?[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)+(?=\r?\n|$)/;
/** What only mails have: a message too may say "Subject:", or how much was "Received:". */
const OF_MAIL =
  /^(?:MIME-Version:\s*\d|Message-ID:\s*<|Received:\s*(?:from|by|\()|Return-Path:\s*<|X-smssync-datatype:|X-backup2gmail-sms-\w+:)/im;

/** They may go on beyond the beginning that is here, which may end within a line. */
const isMail = (text: string, { complete }: Input): boolean =>
  OF_MAIL.test(HEADERS.exec(complete ? text : text.slice(0, text.lastIndexOf("\n") + 1))?.[0] ?? "");

/** Whether a zip has this member. */
const hasMember = async (input: Input, member: RegExp): Promise<boolean> =>
  isZip(input) && (await input.archive()).members.some((name) => member.test(name));

/** Whether a database has this table, with these columns. */
const hasTable = async (input: Input, table: string, ...columns: readonly string[]): Promise<boolean> => {
  if (!isSqlite(input)) return false;
  const found = (await input.database()).tables.get(table);
  return found !== undefined && columns.every((column) => found.includes(column));
};

/** Whether the first row of a table names these columns, in any order. */
const hasColumns = ({ headText }: Input, ...columns: readonly string[]): boolean => {
  const header = headText?.trimStart().split(/[\r\n]/, 1)[0] ?? "";
  const names = header.split(/[,;\t]/).map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
  return columns.every((column) => names.includes(column));
};

/** In the order in which they are asked; the first that says yes reads. */
export const FORMATS: readonly Format[] = [
  {
    id: "sms-ie",
    name: "SMS Import / Export (zip, NDJSON or JSON)",
    sign: async (input) =>
      (await hasMember(input, /^messages\.ndjson$/)) ||
      hasJson(
        input,
        /^\s*(?:\[\s*)?\{(?=[^{}]*"address"\s*:)(?=[^{}]*"date"\s*:)[^{}]*"(?:body|__parts|msg_box|thread_id)"\s*:/,
      ) ||
      hasJson(input, /^\s*(?:\[\s*)?\{[^\n]*"__(?:parts|sender_address)"\s*:/),
    load: async () => (await import("./formats/sms-ie.js")).readSmsImportExport,
    named: "by number",
  },
  {
    id: "xlsx",
    name: "Excel workbook (xlsx)",
    sign: (input) => hasMember(input, /^xl\/workbook\.xml$/),
    load: async () => (await import("./formats/xlsx.js")).readXlsx,
    named: "by number",
  },
  {
    id: "apple",
    name: "Apple Messages database (chat.db, sms.db)",
    sign: async (input) => (await hasTable(input, "message", "is_from_me", "handle_id")) && hasTable(input, "handle"),
    load: async () => (await import("./formats/apple.js")).readApple,
    named: "by number",
  },
  {
    id: "huawei",
    name: "Huawei backup database (sms.db)",
    sign: (input) => hasTable(input, "sms_tb"),
    load: async () => (await import("./formats/huawei.js")).readHuawei,
    named: "by number",
  },
  {
    id: "android",
    name: "Android database (mmssms.db)",
    sign: (input) => hasTable(input, "sms", "address", "body"),
    load: async () => (await import("./formats/android.js")).readAndroid,
    named: "by number",
  },
  {
    id: "sms-backup",
    name: "Android SMS Backup & Restore (XML)",
    // A document type declaration is refused by the reader, which can say why.
    sign: (input) =>
      has(
        input,
        /^\s*(?:(?:<\?(?:(?!\?>)[\s\S])*\?>|<!--(?:(?!-->)[\s\S])*-->)\s*)*(?:<!DOCTYPE\s[\s\S]*?>\s*)?<(?:smses|smss)[\s>/]/,
      ),
    load: async () => (await import("./formats/sms-backup.js")).readSmsBackup,
    named: "by number",
  },
  {
    id: "vmsg",
    name: "vMessage (vmsg, vmg)",
    sign: (input) => has(input, /^\s*BEGIN:(?:VMSG|VENV)[ \t]*(?:[\r\n]|$)/i),
    load: async () => (await import("./formats/vmsg.js")).readVmsg,
    named: "by number",
  },
  {
    id: "qq-txt",
    name: "QQ chat record (txt)",
    sign: (input) => has(input, /^\s*消息记录（此消息记录为文本格式/),
    load: async () => (await import("./formats/qq-txt.js")).readQqTxt,
    named: "by number",
  },
  {
    id: "mbox",
    name: "mailbox (mbox), SMS Backup+ too",
    sign: (input) => {
      const text = asAscii(input);
      const line = /^From \S.*\r?\n/i.exec(text)?.[0];
      if (line === undefined) return false;
      return /^\S+ \S+ +(?:\w{3} +)?\w{3} +\d{1,2} +\d{1,2}:\d\d/.test(line) || isMail(text.slice(line.length), input);
    },
    load: async () => (await import("./formats/mbox.js")).readMbox,
    named: "by number",
    ownEncodings: true,
  },
  {
    id: "eml",
    name: "one mail (eml)",
    sign: (input) => isMail(asAscii(input), input),
    load: async () => (await import("./formats/eml.js")).readEml,
    named: "by number",
    ownEncodings: true,
  },
  {
    id: "weflow",
    name: "WeChat, WeFlow or EchoTrace (JSON)",
    sign: (input) =>
      hasJson(input, /^\s*\{[\s\S]*?"(?:weflow|session)"\s*:\s*\{/) &&
      has(input, /"(?:weflow|createTime|formattedTime|isSend)"\s*:/),
    load: async () => (await import("./formats/weflow.js")).readWeFlow,
    named: "by number",
  },
  {
    id: "chatlab",
    name: "ChatLab (JSON or JSON Lines)",
    sign: (input) =>
      hasJson(input, /^\s*\{[\s\S]*?"chatlab"\s*:\s*\{/) ||
      hasJson(input, /^\s*\{[^\n]*"_type"\s*:\s*"(?:header|member|message)"/),
    load: async () => (await import("./formats/chatlab.js")).readChatLab,
    named: "by number",
  },
  {
    id: "qq-json",
    name: "QQ Chat Exporter (JSON)",
    sign: (input) => hasJson(input, /^\s*\{[\s\S]*?"name"\s*:\s*"QQChatExporter/),
    load: async () => (await import("./formats/qq-json.js")).readQqJson,
    named: "by number",
  },
  {
    id: "json",
    name: "JSON, a list of messages",
    sign: (input) => looksLikeJson(input) === "json",
    load: async () => (await import("./formats/json.js")).readJson,
    named: "by number",
  },
  {
    id: "jsonl",
    name: "JSON Lines",
    sign: (input) => looksLikeJson(input) === "jsonl",
    load: async () => (await import("./formats/jsonl.js")).readJsonLines,
    named: "by line",
  },
  // Much plain text would pass for these two: the name of the file must say so too.
  {
    id: "yaml",
    name: "templates (YAML)",
    sign: (input) => !input.piped && /\.ya?ml$/i.test(input.name) && looksLikeYaml(input),
    load: async () => (await import("./formats/yaml.js")).readYaml,
    named: "by number",
  },
  {
    id: "properties",
    name: "templates (properties)",
    sign: (input) => !input.piped && /\.properties$/i.test(input.name) && has(input, PROPERTY),
    load: async () => (await import("./formats/properties.js")).readProperties,
    named: "by line",
  },
  {
    id: "imazing",
    name: "iMazing (CSV)",
    sign: (input) => hasColumns(input, "Chat Session", "Message Date", "Text"),
    load: async () => (await import("./formats/imazing.js")).readIMazing,
    named: "by number",
  },
  {
    id: "wechatmsg",
    name: "WeChatMsg 留痕 (CSV)",
    sign: (input) => hasColumns(input, "StrContent", "CreateTime", "IsSender"),
    load: async () => (await import("./formats/wechatmsg.js")).readWeChatMsg,
    named: "by number",
  },
  {
    id: "csv",
    name: "CSV or TSV table",
    sign: async (input) => (await import("./formats/csv.js")).looksLikeTable(input),
    load: async () => (await import("./formats/csv.js")).readCsv,
    named: "by number",
  },
  {
    id: "tsv",
    name: "table with tabs, told only by --from",
    sign: () => false,
    load: async () => (await import("./formats/csv.js")).readTsv,
    named: "by number",
  },
  {
    id: "text",
    name: "one plain message",
    // What is packed without being squeezed may look like text.
    sign: (input) => input.headText !== null && !isZip(input),
    load: async () => (await import("./formats/text.js")).readText,
    named: "by line",
  },
  {
    id: "lines",
    name: "plain text, one message a line",
    sign: () => false,
    load: async () => (await import("./formats/lines.js")).readLines,
    named: "by line",
  },
];

/** Whether the first line that says something begins a list, or has a name with something behind it. */
function looksLikeYaml({ headText }: Input): boolean {
  const first = headText?.split("\n").find((line) => !/^\s*(?:$|[#%]|---\s*$)/.test(line)) ?? "";
  return /^(?:---\s+)?\s*(?:-\s|(?:"[^"]*"|'[^']*'|[^\s:{}[\],&*?|<>=!@`"'-][^:]*)\s*:\s)/.test(`${first}\n`);
}

/** One line that cannot well be prose: a name before `=`, or one in Latin letters before another separator. */
const PROPERTY = /^[ \t\f]*(?:[\p{L}\p{N}_.$-]+[ \t]*=|[\w.$-]+[ \t]*:|[\w$-]+\.[\w.$-]+[ \t])/mu;

/** JSON Lines or JSON when it is plainly that. */
function looksLikeJson({ headText, complete, name }: Input): "json" | "jsonl" | null {
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

/** What is known and not read: what to say of it. */
export const REFUSED: readonly { readonly sign: (input: Input) => boolean; readonly what: string; readonly hint: string }[] = [
  {
    sign: (input) => startsWith(input, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
    what: "an old Excel or Word file (.xls, .doc)",
    hint: "save it as xlsx or CSV",
  },
  { sign: (input) => startsWith(input, 0x28, 0xb5, 0x2f, 0xfd), what: "packed with zstd", hint: "unpack it first: zstd -d FILE" },
  {
    // Letters all of them, so that more than the first three are asked for: "BZh", a level, "1AY".
    sign: (input) => /^BZh[1-9]1AY/.test(asAscii(input)),
    what: "packed with bzip2",
    hint: "unpack it first: bunzip2 FILE",
  },
  {
    sign: (input) => startsWith(input, 0xfd, 0x37, 0x7a, 0x58, 0x5a),
    what: "packed with xz",
    hint: "unpack it first: unxz FILE",
  },
  { sign: (input) => startsWith(input, 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), what: "a 7-Zip archive", hint: "unpack it first" },
  { sign: (input) => startsWith(input, 0x52, 0x61, 0x72, 0x21, 0x1a, 0x07), what: "a RAR archive", hint: "unpack it first" },
  {
    sign: (input) =>
      has(input, /^ANDROID BACKUP\n/) || new TextDecoder("latin1").decode(input.head.subarray(0, 15)) === "ANDROID BACKUP\n",
    what: "an Android backup (adb, MIUI)",
    hint: 'export the messages with the app "SMS Backup & Restore" or "SMS Import / Export"',
  },
  {
    sign: (input) => has(input, /^\s*(?:<\?[^>]*\?>\s*)*<calls[\s>]/),
    what: "a call log without messages",
    hint: "choose the file with messages (sms-….xml)",
  },
  {
    // An encrypted file looks like nothing at all; the last is what an iPhone backup calls its sms.db.
    sign: (input) =>
      /\.(?:db|sqlite3?)$|3d0d7e5fb2ce288813306e4d4636395e047a3d28$/i.test(input.name) &&
      !isSqlite(input) &&
      input.textEncoding === null,
    what: "a database only in name, or an encrypted one",
    hint: "decrypt it with the app or tool that encrypted it, or export the messages as CSV, XML or JSON",
  },
  { sign: (input) => has(input, /^\s*\[SMSBackup\d+\]/), what: "a Gammu backup", hint: "export the messages as CSV or XML" },
  {
    // Not any mail with pictures: addresses at qq.com are common.
    sign: (input) =>
      has(input, /^(?:[\w-]+:.*\r?\n)*?Content-Type:\s*multipart\/related/i) && has(input, /Tencent (?:MsgMgr|IM Message)/),
    what: "a QQ chat record as a web archive (mht)",
    hint: "export it as text (txt)",
  },
];
