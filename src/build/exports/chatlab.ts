import { type ExportFiles, INBOX, type Sent } from "./sent.js";

const HEADER = { version: "0.0.2", exportedAt: 1773300000, generator: "ChatLab" };
const OWNER = "wxid_owner0000000001";
const META = { name: "还款通知", platform: "wechat", type: "group", groupId: "48000000001@chatroom", ownerId: OWNER };

/** A group conversation in the format of ChatLab, its peers the members. */
export function writeChatLab(messages: readonly Sent[], form: "json" | "jsonl"): string {
  return write(META, messages.map(record), form);
}

function write(meta: object, messages: readonly object[], form: "json" | "jsonl"): string {
  const members = [{ platformId: OWNER, accountName: "我" }];
  if (form === "json") return `${JSON.stringify({ chatlab: HEADER, meta, members, messages }, null, 2)}\n`;
  return [
    { _type: "header", chatlab: HEADER, meta },
    ...members.map((member) => ({ _type: "member", ...member })),
    ...messages.map((message) => ({ _type: "message", ...message })),
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");
}

const record = ({ text, peer, instant, direction }: Sent): object => ({
  sender: direction === "in" ? peer : OWNER,
  accountName: direction === "in" ? `群友${peer.slice(-4)}` : "我",
  timestamp: instant / 1000,
  type: 0,
  content: text,
});

const kind = (type: number, content: string | null, more: object = {}): object => ({
  sender: "3300000001",
  accountName: "资产保全-老周",
  timestamp: 1772611200,
  type,
  content,
  ...more,
});

const KINDS = [
  kind(80, "老周加入了群聊"),
  kind(0, "各位老乡，你们村的小王欠钱跑路了", { platformMessageId: "7300000000000000001" }),
  kind(1, "[图片]"),
  kind(25, "他不还，我们就每天来"),
  kind(23, "[语音通话]"),
  kind(0, null),
  kind(0, "名字都不留的一条", { sender: null, accountName: "null", timestamp: null }),
];

/** The files of fixtures/exports. */
export function chatLabFiles(): ExportFiles {
  const unowned = { name: "村里的群", platform: "QQ", type: "group" };
  return {
    "chatlab.json": writeChatLab(INBOX, "json"),
    "chatlab.jsonl": writeChatLab(INBOX, "jsonl"),
    "chatlab-no-owner.json": write(unowned, KINDS, "json"),
    "chatlab-no-owner.jsonl": write({ ...unowned, platform: "telegram" }, KINDS, "jsonl"),
    "chatlab-broken.jsonl": `${write(unowned, KINDS.slice(0, 2), "jsonl")}{"_type":"message","sender":"33\n{"_type":"reaction"}\n[]\n${write(unowned, KINDS.slice(3, 4), "jsonl").split("\n").at(-2)}\n`,
  };
}
