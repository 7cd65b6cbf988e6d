import { clockInChina } from "./clock.js";
import { type ExportFiles, INBOX, type Sent } from "./sent.js";

const OWNER = "wxid_owner0000000001";
const GROUP = { wxid: "48000000001@chatroom", nickname: "还款通知", remark: "", displayName: "还款通知", type: "群聊" };

/** A group conversation as WeFlow writes it, its peers the members; EchoTrace leaves the mark `weflow` out. */
export function writeWeFlow(messages: readonly Sent[], by: "WeFlow" | "EchoTrace" = "WeFlow"): string {
  return json(GROUP, messages.map(record), by);
}

const json = (session: object, messages: readonly object[], by: "WeFlow" | "EchoTrace" = "WeFlow"): string => {
  const mark = by === "WeFlow" ? { weflow: { version: "1.0.3", exportedAt: 1773300000, generator: by } } : {};
  return `${JSON.stringify({ ...mark, session: { ...session, messageCount: messages.length }, messages }, null, 2)}\n`;
};

const record = ({ text, peer, instant, direction }: Sent, i: number): object => ({
  localId: i + 1,
  createTime: instant / 1000,
  formattedTime: clockInChina(instant),
  type: "文本消息",
  localType: 1,
  content: text,
  isSend: direction === "in" ? 0 : 1,
  senderUsername: direction === "in" ? peer : OWNER,
  senderDisplayName: direction === "in" ? `群友${peer.slice(-4)}` : "我",
});

const PEER = { wxid: "wxid_qd8866x000001", nickname: "清欠专员", remark: "", displayName: "清欠专员", type: "私聊" };
const kind = (type: string, content: string | null, more: object = {}): object => ({
  localId: 1,
  createTime: 1772611200,
  formattedTime: "2026-03-04 16:00:00",
  type,
  content,
  isSend: 0,
  senderUsername: PEER.wxid,
  senderDisplayName: PEER.nickname,
  ...more,
});

const KINDS = [
  kind("系统消息", "你已添加了清欠专员，现在可以开始聊天了。", { isSend: null, senderUsername: null, senderDisplayName: null }),
  kind("文本消息", "你好，我是清欠专员，加你是谈一下欠款"),
  kind("图片消息", "[图片]"),
  kind("语音消息", "[语音消息]"),
  kind("语音通话", "对方已取消"),
  kind("引用消息", "不还就等着，别说我没提醒"),
  kind("文本消息", "什么欠款？", { isSend: 1, senderUsername: OWNER, senderDisplayName: "我" }),
  kind("文本消息", null),
  kind("文本消息", "时间和人都没有的一条", { createTime: 0, senderUsername: null, senderDisplayName: "null" }),
  kind("文本消息", { xml: "…" } as unknown as string),
];

/** The files of fixtures/exports. */
export function weFlowFiles(): ExportFiles {
  const kinds = json(PEER, KINDS);
  return {
    "weflow.json": writeWeFlow(INBOX),
    "weflow-echotrace.json": writeWeFlow(INBOX, "EchoTrace"),
    "weflow-kinds.json": kinds,
    "weflow-cut-short.json": kinds.slice(0, kinds.indexOf("[语音消息]")),
    "weflow-on-one-line.json": JSON.stringify(JSON.parse(kinds)),
  };
}
