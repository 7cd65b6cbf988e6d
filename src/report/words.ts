import type { Citation, FlagId, Language, Severity, Verdict } from "../types.js";

/** What verdicts, flags and severities are called in a report for people. */
type Names<K extends string> = Readonly<Record<Language, Readonly<Record<K, string>>>>;

export const VERDICT_NAMES: Names<Verdict> = {
  zh: { unrelated: "非催收", legitimate: "合规", questionable: "存疑", improper: "违规", scam: "疑似诈骗" },
  en: {
    unrelated: "not a collection message",
    legitimate: "legitimate",
    questionable: "questionable",
    improper: "improper",
    scam: "suspected scam",
  },
};

export const FLAG_NAMES: Names<FlagId> = {
  zh: {
    threat: "威胁恐吓",
    "visit-bluff": "上门虚张声势",
    "false-legal": "虚假法律主张",
    "third-party": "骚扰第三人与泄露",
    scam: "诈骗特征",
    "quiet-hours": "夜间催收",
    frequency: "频繁催收",
    unidentified: "未表明身份",
  },
  en: {
    threat: "threat",
    "visit-bluff": "visit bluff",
    "false-legal": "false legal claim",
    "third-party": "third-party harassment or disclosure",
    scam: "scam pattern",
    "quiet-hours": "quiet hours",
    frequency: "frequency",
    unidentified: "unidentified sender",
  },
};

export const SEVERITY_NAMES: Names<Severity> = {
  zh: { notice: "提示", warning: "注意", serious: "严重", critical: "极严重" },
  en: { notice: "notice", warning: "warning", serious: "serious", critical: "critical" },
};

/** Fixed phrases of the pretty report. */
export const PHRASES = {
  zh: {
    confidence: "把握",
    bayes: "模型",
    next: "接下来怎么做",
    suggest: "可改为",
    secondary: "（据转述，未见原文）",
    metadata: "依据信息",
    colon: "：",
    list: "、",
    accepted: "已接受，至",
    unread: "无法读取",
    disclaimer: "以上是参考，不是法律意见。债务本身不因催收方式不当而消失。",
  },
  en: {
    confidence: "confidence",
    bayes: "model",
    next: "What to do next",
    suggest: "Say instead",
    secondary: " (known from secondary sources)",
    metadata: "from",
    colon: ": ",
    list: ", ",
    accepted: "accepted until",
    unread: "could not be read",
    disclaimer: "Guidance, not legal advice. A debt stays a debt, however it is collected.",
  },
} as const;

/** A norm and its article by name. */
export const citedName = ({ title, article }: Pick<Citation, "title" | "article">, language: Language): string =>
  language === "zh" ? `《${title}》${article ?? ""}` : `${title}${article ? `, ${article}` : ""}`;

/** What is behind a flag that no rule speaks for, by the first part of the finding's `rule`. */
export const GROUNDS: Names<"bayes" | "metadata" | "arithmetic"> = {
  zh: {
    bayes: "措辞与这类消息相近，但没有哪条规则单独命中",
    metadata: "依据正文以外的信息，如发送时间和发送方",
    arithmetic: "按文中写明的费率折算成年利率得出",
  },
  en: {
    bayes: "Worded like messages of this kind, though no single rule speaks",
    metadata: "Rests on what stands beside the text, such as time and sender",
    arithmetic: "Follows from the rates the text states, worked out for a year",
  },
};
