import { clockInChina } from "./clock.js";
import { type ExportFiles, INBOX, type Sent } from "./sent.js";

const OWN = { selfUid: "u_owner00000000000000001", selfUin: "20000001", selfName: "我" };

/** A group conversation as QQ Chat Exporter writes it, its peers the members. */
export function writeQqJson(messages: readonly Sent[]): string {
  return json({ name: "还款通知", type: "group", ...OWN }, messages.map(record));
}

function json(chatInfo: object, messages: readonly object[]): string {
  const metadata = { name: "QQChatExporter V5 / https://github.com/shuakami/qq-chat-exporter", version: "5.0.0" };
  return `${JSON.stringify({ metadata, chatInfo, statistics: { totalMessages: messages.length }, messages }, null, 2)}\n`;
}

const record = ({ text, peer, instant, direction }: Sent, i: number): object => ({
  id: `76000000000000000${String(i).padStart(2, "0")}`,
  seq: String(100 + i),
  timestamp: instant,
  time: clockInChina(instant),
  sender:
    direction === "in"
      ? { uid: `u_${peer}`, uin: peer, name: `群友${peer.slice(-4)}` }
      : { uid: OWN.selfUid, uin: OWN.selfUin, name: OWN.selfName },
  type: "type_1",
  content: { text, html: "", elements: [{ type: "text", data: { text } }], resources: [], mentions: [] },
  recalled: false,
  system: false,
});

const kind = (text: unknown, more: object = {}): object => ({
  timestamp: 1772611200000,
  sender: { uid: "u_zhou", uin: "3300000001", name: "老周", remark: "催债的老周" },
  content: { text },
  ...more,
});

const KINDS = [
  kind("老周邀请小李加入了本群", { system: true }),
  kind("欠条在我手上，看你躲到哪天"),
  kind("[图片: 5A1B.jpg][表情]"),
  kind("[图片: 5A1B.jpg] 认得这是谁家吗"),
  kind("", { timestamp: "2026-03-04T08:00:00.000Z" }),
  kind("号码没有，时间写成字的一条", { timestamp: "2026-03-04T08:00:00.000Z", sender: { uid: "u_li", uin: "0", name: "小李" } }),
  kind(null, { sender: null }),
  kind(["不是字"]),
];

/** The files of fixtures/exports. */
export function qqJsonFiles(): ExportFiles {
  return {
    "qq-json.json": writeQqJson(INBOX),
    "qq-json-kinds.json": json({ name: "老周", type: "private", ...OWN }, KINDS),
    "qq-json-no-owner.json": json({ name: "还款通知", type: "group" }, INBOX.map(record)),
  };
}
