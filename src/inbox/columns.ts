/** What a column of a table may hold: cuijian's own fields. */
export const COLUMN_FIELDS = [
  "text",
  "id",
  "sentAt",
  "sender",
  "direction",
  "lender",
  "overdueDays",
  "verdict",
  "flags",
  "note",
] as const;
export type ColumnField = (typeof COLUMN_FIELDS)[number];

/**
 * By which words the columns of exports are headed (Android and iPhone tools, WeChat and QQ exporters, tables kept by
 * hand). Case, width, spaces, `_` and `-` are ignored. Where two columns fit, the word that stands first here
 * counts; for the text that is an error, and for the time both are read, since day and clock may stand apart.
 */
export const COLUMN_WORDS: Readonly<Record<ColumnField, readonly string[]>> = {
  text: [
    ...["text", "body", "content", "message", "messagetext", "messagebody", "smstext"],
    ...["内容", "短信内容", "消息内容", "信息内容", "正文", "短信正文", "信息正文"],
    ...["內容", "簡訊內容", "訊息內容"],
  ],
  id: ["id", "messageid", "编号", "序号", "編號", "序號"],
  sentAt: [
    ...["sentat", "发送时间", "接收时间", "time", "timestamp", "datetime", "date"],
    ...["时间", "收发时间", "短信时间", "消息时间", "收到时间", "日期时间", "日期"],
    ...["senttime", "sentdate", "receivedtime", "receiveddate", "receivedat", "messagedate"],
    ...["發送時間", "接收時間", "時間", "收到時間"],
  ],
  sender: [
    ...["sender", "from", "address", "number", "phone", "phonenumber", "sendernumber", "senderid"],
    ...["发件人", "发送方", "号码", "对方号码", "主叫", "发信人", "发送人", "发送者", "发件号码", "发送号码"],
    ...["电话", "电话号码", "手机号", "手机号码", "寄件人", "發送者", "號碼", "電話號碼"],
    ...["sendername", "联系人", "聯絡人"],
  ],
  direction: ["direction", "收发", "方向", "收发类型", "收发状态", "type", "类型", "短信类型", "類型"],
  lender: ["lender", "贷款机构", "出借机构", "债权人"],
  overdueDays: ["overduedays", "逾期天数", "逾期日数", "逾期天數"],
  verdict: ["verdict"],
  flags: ["flags"],
  note: ["note"],
};

/** How exports call which way a message went; compared as the column words are. `1` and `2` are Android's. */
export const DIRECTION_WORDS = {
  in: ["in", "incoming", "inbox", "received", "receive", "1", "接收", "收到", "收件", "已接收", "收件箱", "收信", "收"],
  out: ["out", "outgoing", "outbox", "sent", "send", "2", "发送", "发出", "发件", "已发送", "发件箱", "發送", "寄出", "发"],
  "never sent": ["draft", "drafts", "failed", "queued", "草稿", "草稿箱", "发送失败", "待发送"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A word of a header or a cell as it is compared: full width becomes half, case and separators go. */
export const plainWord = (word: string): string =>
  word
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-\u200b\ufeff]+/g, "");

const FIELD_BY_WORD: ReadonlyMap<string, ColumnField> = new Map(
  COLUMN_FIELDS.flatMap((field) => COLUMN_WORDS[field].map((word) => [word, field] as const)),
);

/** The field a column of this name holds; undefined for a name nobody knows. */
export const fieldOfColumn = (name: string): ColumnField | undefined => FIELD_BY_WORD.get(plainWord(name));
