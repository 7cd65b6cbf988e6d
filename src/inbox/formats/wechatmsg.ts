import type { Draft, SkipReason } from "../draft.js";
import type { Input } from "../input.js";
import { type NamedRow, namedRows } from "../named-rows.js";
import { fromEpoch } from "../time.js";

const TEXT = "1";
/** WeChat's numbers of kinds of message: pictures, voice, film, stickers, places, cards and files have no text of their own. */
const SKIPPED: Readonly<Record<string, SkipReason>> = {
  "3": "without text",
  "34": "without text",
  "37": "a notice of the app",
  "42": "without text",
  "43": "without text",
  "47": "without text",
  "48": "without text",
  "49": "without text",
  "50": "a call",
  "10000": "a notice of the app",
  "10002": "a notice of the app",
};

/** The CSV of WeChatMsg (留痕): `CreateTime` in seconds since 1970, `IsSender` 1 for the owner's own messages. */
export async function* readWeChatMsg(input: Input): AsyncGenerator<Draft> {
  const told = new Set<string>();
  for await (const row of namedRows(input, "WeChatMsg", ["StrContent", "CreateTime", "IsSender"])) {
    if ("kind" in row) {
      yield row;
      continue;
    }
    const { cell, line } = row;
    const type = cell("Type").trim();
    const why = SKIPPED[type];
    if (why === "a notice of the app") yield { kind: "skipped", why, line };
    else if (cell("IsSender").trim() === "1") yield { kind: "skipped", why: "sent by the owner", line };
    else if (why) yield { kind: "skipped", why, line };
    else {
      // A table without types is one of texts; a type nobody knows is told and read, so that nothing is lost.
      if (type !== TEXT && type !== "" && !told.has(type)) {
        told.add(type);
        input.notice("unknown-type", `messages of type ${type} are not known; read as texts`, { line });
      }
      yield received(row, input);
    }
  }
}

function received({ cell, line }: NamedRow, input: Input): Draft {
  const given = cell("CreateTime").trim();
  const time = fromEpoch(given, input.zone, "s");
  if (time === null && given !== "" && given !== "0")
    input.notice("unknown-time", "its CreateTime is no count of seconds; it is judged without a time", { line });
  const name = known(cell("Remark")) ?? known(cell("NickName"));
  const sender = known(cell("Sender")) ?? name;
  return {
    kind: "received",
    text: cell("StrContent"),
    time,
    sender,
    channel: "wechat",
    contact: name === sender ? null : name,
    thread: known(cell("TalkerId")),
    line,
  };
}

const known = (value: string): string | null => {
  const plain = value.trim();
  return plain === "" || plain === "null" ? null : plain;
};
