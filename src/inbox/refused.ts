import type { Input } from "./input.js";
import { asAscii, has, isSqlite, startsWith } from "./signs.js";

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
