import type { Draft } from "../draft.js";
import type { Input } from "../input.js";
import { readPhoneTables } from "../phone-tables.js";

/** Huawei phone backup: `sms.db`, with the tables of Android under names of its own. */
export const readHuawei = (input: Input): AsyncGenerator<Draft> =>
  readPhoneTables(input, { format: "a Huawei backup", sms: "sms_tb", pdu: "pdu_tb", part: "part_tb", addr: "addr_tb" });
