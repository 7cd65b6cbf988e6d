import { chinaClock, csvRow } from "./csv.js";
import { type ExportFiles, INBOX, type Sent } from "./sent.js";

const HEADER = [
  ...["localId", "TalkerId", "Type", "SubType", "IsSender", "CreateTime", "Status", "StrContent", "StrTime"],
  ...["Remark", "NickName", "Sender"],
];

interface Kind {
  readonly type: number;
  readonly content: string;
  readonly out?: boolean;
}

const row = (i: number, type: number, content: string, instant: number, out: boolean, peer: string): string => {
  const seconds = String(Math.floor(instant / 1000));
  const names = out ? ["", "我", "wxid_owner"] : ["", `客服${peer.slice(-4)}`, `wxid_${peer.replace("+", "")}`];
  return `${csvRow([String(i + 1), peer, String(type), "0", out ? "1" : "0", seconds, "", content, chinaClock(instant), ...names])}\n`;
};

/** How WeChatMsg (留痕) writes chats as CSV: with a byte-order mark, a row per message of any kind. */
export const writeWeChatMsg = (messages: readonly Sent[]): string =>
  `\ufeff${csvRow(HEADER)}\n${messages.map(({ text, peer, instant, direction }, i) => row(i, 1, text, instant, direction === "out", peer)).join("")}`;

const KINDS: readonly Kind[] = [
  { type: 10000, content: "你已添加了客服，现在可以开始聊天了。" },
  { type: 1, content: "您好，您的借款已逾期三天" },
  { type: 3, content: "<msg><img/></msg>" },
  { type: 34, content: "" },
  { type: 43, content: "" },
  { type: 47, content: "" },
  { type: 49, content: "<msg><appmsg><title>还款链接</title></appmsg></msg>" },
  { type: 50, content: "" },
  { type: 3, content: "", out: true },
  { type: 922, content: "请尽快处理" },
];

/** The inbox as WeChatMsg exports it, and a chat with messages of every kind. */
export function weChatMsgFiles(): ExportFiles {
  return {
    "wechatmsg.csv": writeWeChatMsg(INBOX),
    "wechatmsg-kinds.csv": `\ufeff${csvRow(HEADER)}\n${KINDS.map(({ type, content, out = false }, i) => row(i, type, content, 1_772_500_000_000 + i * 60_000, out, "17000004321")).join("")}`,
    "wechatmsg-times.csv": `${csvRow(HEADER)}\n1,2,1,0,0,刚才,,请还款,,老王,王五,wxid_wang\n2,2,1,0,0,0,,请回电,,,王五,\n`,
  };
}
