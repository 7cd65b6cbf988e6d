import { type PhoneTableNames, writeMultimedia, writePhoneTables, writeSmsRows } from "./phone-tables.js";
import { type ExportFiles, INBOX, type Sent } from "./sent.js";

const TABLES: PhoneTableNames = { sms: "sms_tb", pdu: "pdu_tb", part: "part_tb", addr: "addr_tb" };

/** The `sms.db` of a Huawei backup, with these messages. */
export const writeHuawei = (messages: readonly Sent[]): Uint8Array => writePhoneTables(messages, TABLES, ", group_id INTEGER");

/** Fixtures of the format. */
export const huaweiFiles = (): ExportFiles => ({
  "huawei.db": writeHuawei(INBOX),
  "huawei-mms.db": writeMultimedia(TABLES),
  "huawei-no-parts.db": withoutParts(),
});

/** Multimedia messages whose texts were not saved with them. */
function withoutParts(): Uint8Array {
  return writeSmsRows(
    [{ address: "95000", date: Date.UTC(2026, 2, 4), type: 1, body: "短信还在" }],
    TABLES,
    "",
    "CREATE TABLE pdu_tb (_id INTEGER, date INTEGER)",
  );
}
