/** One message of the made-up inbox that is written in every format an app exports. */
export interface Sent {
  readonly text: string;
  /** Number or account it came from, or went to. */
  readonly peer: string;
  /** Milliseconds since 1970. */
  readonly instant: number;
  readonly direction: "in" | "out";
}

/** A file of `fixtures/exports`, by its name there. */
export type ExportFiles = Readonly<Record<string, string | Uint8Array>>;

const at = (time: string): number => Date.parse(`${time}+08:00`);

/**
 * The inbox: lawful, unlawful and unrelated messages, two answers, and bodies that exports stumble over: line
 * breaks, emoji, quotes and commas, markup, characters of four bytes in GB18030, a formula, an escape sequence.
 */
export const INBOX: readonly Sent[] = [
  {
    text: "【暖阳消费金融】您尾号2210的借款今日到期，应还862.40元，请在App内还款，客服400-000-1188。",
    peer: "1069011122233",
    instant: at("2026-03-02T09:15:04"),
    direction: "in",
  },
  { text: "知道了，月底发工资就还", peer: "1069011122233", instant: at("2026-03-02T09:40:00"), direction: "out" },
  {
    text: "再装死试试😡\n今晚就带人去你家堵门，\n让你全村都看看！",
    peer: "17000004321",
    instant: at("2026-03-09T22:47:31"),
    direction: "in",
  },
  {
    text: '我司"外访组"已在路上,请把门打开; 不开=后果自负 <b>&最后一次</b>',
    peer: "17000004321",
    instant: at("2026-03-10T07:05:59"),
    direction: "in",
  },
  {
    text: "𠮷祥快递：您的包裹到了㐂来驿站，取件码 6-2-3019👨‍👩‍👧。",
    peer: "95000",
    instant: at("2026-03-11T12:00:00"),
    direction: "in",
  },
  { text: "你们再这样我就投诉", peer: "17000004321", instant: at("2026-03-11T12:30:10"), direction: "out" },
  {
    text: '=HYPERLINK("x","y")\t您的“备用金”账户异常\u001b[31m，请加微信 qd8866x 办理注销\u202e',
    peer: "+8616500001234",
    instant: at("2026-03-12T15:20:45"),
    direction: "in",
  },
  { text: "晚上回来吃饭吗", peer: "13800000000", instant: at("2026-03-12T18:01:02"), direction: "in" },
];
