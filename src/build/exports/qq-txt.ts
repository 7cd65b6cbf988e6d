import { clockInChina } from "./clock.js";
import { type ExportFiles, INBOX, type Sent } from "./sent.js";

const RULE = "=".repeat(64);
const TITLE = "消息记录（此消息记录为文本格式，不支持重新导入）";

/**
 * Messages as QQ writes them as text, a section each time the peer changes. It cannot carry a body that ends in blank
 * lines, lines that end in a carriage return, lines that look like heads or sections, or a body of pictures' names.
 */
export function writeQqTxt(messages: readonly Sent[]): string {
  const lines = [TITLE];
  let peer: string | undefined;
  for (const message of messages) {
    if (message.peer !== peer) lines.push("", ...section("我的好友", `好友${message.peer.slice(-4)}`));
    peer = message.peer;
    const sender = message.direction === "in" ? `好友${peer.slice(-4)}(${qqNumberOf(peer)})` : "我自己(20000001)";
    lines.push("", `${clockInChina(message.instant)} ${sender}`, ...message.text.split("\n"));
  }
  return `${lines.join("\r\n")}\r\n`;
}

/** Numbers of QQ have at most eleven digits. */
export const qqNumberOf = (peer: string): string => peer.replace(/\D/g, "").slice(-11);

const section = (group: string, peer: string): string[] => [RULE, `消息分组:${group}`, RULE, `消息对象:${peer}`, RULE];

const file = (...lines: readonly string[]): string => `${[TITLE, "", ...lines, ""].join("\r\n")}\r\n`;

const GROUP = file(
  ...section("我的QQ群", "清退互助群"),
  "",
  "2026-03-04 8:43:38 【管理员】阿强(3300000001)",
  "各位，名单上的人今天必须表态。",
  "",
  "不表态的，后果自负！",
  "",
  "",
  "2026-03-04 8:44:02 老周<zhou@example.com>",
  "[图片]",
  "",
  "2026-03-04 8:45:10 系统消息(10000)",
  "老周撤回了一条消息",
  "",
  "2026-03-04 8:46:00 【潜水】😡(3300000002)",
  RULE,
  "以上是名单",
  "2026-03-04 8:46:30 没有空行的一句",
  RULE,
  "",
  "2026-03-04 8:47:00 (3300000003)",
  "",
  "",
  "2026-13-40 8:48:00 阿强(3300000001)",
  "时间不通的一条",
);

const PRIVATE = file(
  ...section("我的好友", "李专员"),
  "",
  "2026-03-04 8:43:38 PM 李专员",
  "在吗？逾期的事怎么说",
  "",
  "2026-03-04 12:05:00 AM 我自己",
  "下周还",
  "",
  ...section("陌生人", "法务王"),
  "",
  "2026-03-05 9:00:00 AM 法务王",
  "律师函已寄出",
);

/** The files of fixtures/exports. */
export function qqTxtFiles(): ExportFiles {
  const mark = "\ufeff";
  return {
    "qq-txt.txt": mark + writeQqTxt(INBOX),
    "qq-txt-group.txt": mark + GROUP,
    "qq-txt-private.txt": PRIVATE,
    "qq-txt-gbk.txt": gbk(PRIVATE),
    "qq-txt-utf16.txt": Buffer.from(mark + PRIVATE, "utf16le"),
    "qq-txt-no-head.txt": file("这一行上面没有抬头", "这一行也没有", "", "2026-03-04 8:43:38 李专员(3300000001)", "有抬头"),
  };
}

/** Text in GBK; throws for characters it has not. */
function gbk(text: string): Uint8Array {
  const decoder = new TextDecoder("gbk");
  const bytesOf = new Map<string, number[]>();
  for (let byte = 0; byte < 0x80; byte++) bytesOf.set(String.fromCharCode(byte), [byte]);
  for (let lead = 0x81; lead < 0xff; lead++)
    for (let trail = 0x40; trail < 0xff; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && !bytesOf.has(character)) bytesOf.set(character, [lead, trail]);
    }
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const bytes = bytesOf.get(character);
      if (!bytes) throw new Error(`GBK has no ${character}`);
      return bytes;
    }),
  );
}
