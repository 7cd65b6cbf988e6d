import type { Draft } from "../draft.js";
import type { Input } from "../input.js";
import { readPhoneTables } from "../phone-tables.js";

/** Android's own database `mmssms.db`, as it comes from a rooted phone or from Xiaomi, which adds columns. */
export const readAndroid = (input: Input): AsyncGenerator<Draft> =>
  readPhoneTables(input, { format: "an Android database", sms: "sms", pdu: "pdu", part: "part", addr: "addr" });
