import { databaseOf, insert, type NewRow } from "./database.js";
import type { Sent } from "./sent.js";

/** How the tables of short and multimedia messages are called in a database. */
export interface PhoneTableNames {
  readonly sms: string;
  readonly pdu: string;
  readonly part: string;
  readonly addr: string;
}

const smsTable = ({ sms }: PhoneTableNames, more: string): string => `
  CREATE TABLE ${sms} (_id INTEGER PRIMARY KEY, thread_id INTEGER, address TEXT, date INTEGER, date_sent INTEGER DEFAULT 0,
    read INTEGER DEFAULT 0, status INTEGER DEFAULT -1, type INTEGER, subject TEXT, body TEXT, service_center TEXT, sub_id INTEGER DEFAULT 0${more});
`;
const mmsTables = ({ pdu, part, addr }: PhoneTableNames): string => `
  CREATE TABLE ${pdu} (_id INTEGER PRIMARY KEY AUTOINCREMENT, thread_id INTEGER, date INTEGER, msg_box INTEGER, m_id TEXT, sub TEXT, m_type INTEGER);
  CREATE TABLE ${part} (_id INTEGER PRIMARY KEY AUTOINCREMENT, mid INTEGER, seq INTEGER DEFAULT 0, ct TEXT, chset INTEGER, cl TEXT, _data TEXT, text TEXT);
  CREATE TABLE ${addr} (_id INTEGER PRIMARY KEY, msg_id INTEGER, contact_id INTEGER, address TEXT, type INTEGER, charset INTEGER);
`;

/** A database with these messages as short messages. @param more further columns, as SQL */
export const writePhoneTables = (messages: readonly Sent[], names: PhoneTableNames, more = ""): Uint8Array =>
  databaseOf((database) => {
    database.exec(smsTable(names, more));
    const peers = [...new Set(messages.map(({ peer }) => peer))];
    insert(
      database,
      names.sms,
      messages.map(({ text, peer, instant, direction }) => ({
        thread_id: peers.indexOf(peer) + 1,
        address: peer,
        date: instant,
        type: direction === "in" ? 1 : 2,
        body: text,
      })),
    );
  });

/** A database with these rows of short messages. @param more further columns, @param others further tables, as SQL */
export function writeSmsRows(rows: readonly NewRow[], names: PhoneTableNames, more = "", others = ""): Uint8Array {
  return databaseOf((database) => {
    database.exec(smsTable(names, more) + others);
    insert(database, names.sms, rows);
  });
}

const SMIL = '<smil><body><par><img src="1.jpg"/><text src="t.txt"/></par></body></smil>';

/** One short message, then multimedia messages: of two texts and a picture, a picture alone, one not fetched, a report, sent, a draft. */
export const writeMultimedia = (names: PhoneTableNames): Uint8Array =>
  databaseOf((database) => {
    database.exec(smsTable(names, "") + mmsTables(names));
    const seconds = Date.UTC(2026, 2, 5, 6, 7, 8) / 1000;
    insert(database, names.sms, [{ thread_id: 1, address: "95000", date: seconds * 1000, type: 1, body: "短信在前" }]);
    insert(database, names.pdu, [
      { thread_id: 2, date: seconds, msg_box: 1, m_type: 132 },
      { thread_id: 2, date: seconds + 60, msg_box: 1, m_type: 132 },
      { thread_id: 2, date: seconds + 120, msg_box: 1, m_type: 130 },
      { thread_id: 2, date: seconds + 180, msg_box: 1, m_type: 134 },
      { thread_id: 2, date: seconds + 240, msg_box: 2, m_type: 128 },
      { thread_id: 2, date: seconds + 300, msg_box: 3, m_type: 128 },
      { thread_id: 3, date: seconds + 360, msg_box: 1, m_type: 132 },
    ]);
    insert(database, names.part, [
      { mid: 7, seq: 0, ct: "text/plain", chset: 106, text: "没有发件人的彩信" },
      { mid: 1, seq: 2, ct: "text/plain", chset: 106, text: "再不还就寄给你全家看！" },
      { mid: 1, seq: -1, ct: "application/smil", text: SMIL },
      { mid: 1, seq: 1, ct: "text/plain", chset: 106, text: "这是你的借条和身份证照片😡" },
      { mid: 1, seq: 0, ct: "image/jpeg", _data: "/data/1.jpg" },
      { mid: 2, seq: 0, ct: "image/jpeg", _data: "/data/2.jpg" },
      { mid: 5, seq: 0, ct: "text/plain", chset: 106, text: "我已报警" },
    ]);
    insert(database, names.addr, [
      { msg_id: 1, address: "insert-address-token", type: 151, charset: 106 },
      { msg_id: 1, address: "17000004321", type: 137, charset: 106 },
      { msg_id: 2, address: "17000004321", type: 137, charset: 106 },
      { msg_id: 5, address: "17000004321", type: 151, charset: 106 },
    ]);
  });
