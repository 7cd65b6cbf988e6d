import type { Draft } from "./draft.js";
import type { Input } from "./input.js";
import {
  asAscii,
  has,
  hasColumns,
  hasJson,
  hasMember,
  hasTable,
  isMail,
  isZip,
  looksLikeJson,
  looksLikeYaml,
  PROPERTY,
} from "./signs.js";

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
