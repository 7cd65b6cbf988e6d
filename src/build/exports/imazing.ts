import { chinaClock, csvRow } from "./csv.js";
import { type ExportFiles, INBOX, type Sent } from "./sent.js";

const HEADER = [
  ...["Chat Session", "Message Date", "Delivered Date", "Read Date", "Edited Date", "Deleted Date", "Service", "Type"],
  ...[
    "Sender ID",
    "Sender Name",
    "Status",
    "Replying to",
    "Subject",
    "Text",
    "Reactions",
    "Attachment",
    "Attachment type",
    "Message ID",
  ],
];

/** How iMazing writes messages as CSV. */
export const writeIMazing = (messages: readonly Sent[]): string =>
  [
    HEADER,
    ...messages.map(({ text, peer, instant, direction }, i) => {
      const time = chinaClock(instant);
      const sender = direction === "in" ? [peer, peer === "13800000000" ? "妈妈" : ""] : ["", ""];
      const type = direction === "in" ? "Incoming" : "Outgoing";
      return [peer, time, "", time, "", "", "SMS", type, ...sender, "Read", "", "", text, "", "", "", `4F1C-${1000 + i}`];
    }),
  ]
    .map((cells) => `${csvRow(cells)}\r\n`)
    .join("");

const WHATSAPP = `${csvRow(["Chat Session", "Message Date", "Sent Date", "Type", "Sender ID", "Sender Name", "Status", "Forwarded", "Replying to", "Text", "Reactions", "Attachment", "Attachment type", "Attachment info"])}
王经理,2026-03-02 09:15:04,2026-03-02 09:15:03,Incoming,+85261234567,王经理,,,,您的借款已到期，请联系我,,,,
王经理,2026-03-02 09:16:00,,Notification,,,,,,消息和通话已端到端加密,,,,
`;

/** The inbox as iMazing exports it, and what else it puts into such a table. */
export function iMazingFiles(): ExportFiles {
  return {
    "imazing.csv": writeIMazing(INBOX),
    "imazing-bom.csv": `\ufeff${writeIMazing(INBOX.slice(0, 2))}`,
    "imazing-whatsapp.csv": WHATSAPP,
    "imazing-old.csv": `Chat Session,Message Date,Service,Type,Sender ID,Sender Name,Status,Subject,Text,Attachment,Attachment type
李四,2026-03-02 09:15:04,iMessage,Incoming,li4@example.com,李四,Read,,您好,,
李四,2026-03-02 09:15:30,iMessage,Incoming,li4@example.com,李四,Read,,,IMG_0001.HEIC,image
李四,昨天,MMS,Incoming,,李四,Read,,请回电,,
李四,2026-03-02 09:20:00,RCS,Received,null,(Unknown),Read,,在吗,,
`,
  };
}
