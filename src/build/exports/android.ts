import { type PhoneTableNames, writeMultimedia, writePhoneTables, writeSmsRows } from "./phone-tables.js";
import { type ExportFiles, INBOX, type Sent } from "./sent.js";

const TABLES: PhoneTableNames = { sms: "sms", pdu: "pdu", part: "part", addr: "addr" };
/** What Xiaomi adds. */
const XIAOMI = ", sim_id INTEGER DEFAULT 0, block_type INTEGER DEFAULT 0, marker TEXT";

/** A `mmssms.db` with these messages. */
export const writeAndroid = (messages: readonly Sent[]): Uint8Array => writePhoneTables(messages, TABLES);

const date = Date.UTC(2026, 2, 4, 5, 6, 7);

/** Fixtures of the format. */
export const androidFiles = (): ExportFiles => ({
  "android.db": writeAndroid(INBOX),
  "android-mms.db": writeMultimedia(TABLES),
  "android-xiaomi.db": writeSmsRows(
    [
      { address: "1065000111", date, type: 1, body: "被拦截的催收短信也要看：三天内不还就起诉", block_type: 2, sim_id: 1 },
      { address: "95000", date, type: 1, body: "快递到了", sim_id: 2 },
    ],
    TABLES,
    XIAOMI,
  ),
  "android-types.db": writeSmsRows(
    [
      { address: "10690000003", date, type: 1, body: "收到的" },
      { address: "10690000003", date, type: 2, body: "发出的" },
      { address: "10690000003", date, type: 3, body: "草稿" },
      { address: "10690000003", date, type: 4, body: "发件箱" },
      { address: "10690000003", date, type: 5, body: "发送失败" },
      { address: "10690000003", date, type: 6, body: "排队" },
      { address: "10690000003", date, type: 9, body: "不知道是什么" },
      { address: "10690000003", date, type: 1, body: null },
      { address: "10690000003", date: date / 1000, type: 1, body: "按秒计时" },
      { address: null, date: 0, type: 1, body: "没有号码和时间" },
      { address: "null", date: "上周", type: 1, body: "号码写作null，时间写坏了" },
      { address: "10690000003", date, type: 1, body: Buffer.from([0xe5, 0x82, 0xac, 0xed, 0xa0, 0xbd, 0xe8, 0xbf, 0x98]) },
    ],
    TABLES,
  ),
});
