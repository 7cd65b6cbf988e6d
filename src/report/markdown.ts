import { rank, VERDICTS, type Verdict } from "../types.js";
import { aboutRule } from "./about.js";
import type { Judged, Reporter, Unread, View } from "./entry.js";
import { Gravest } from "./gravest.js";
import { pathFrom } from "./path.js";
import { type Found, fileOf, foundIn, lineOf, placesOf } from "./place.js";
import { visible } from "./visible.js";
import { PHRASES, SEVERITY_NAMES, VERDICT_NAMES } from "./words.js";

/** What GitHub takes as one comment, in characters. */
const LONGEST = 65_536;
/** More rows than fit into a comment, however short they are. */
const MOST_ROWS = 2000;
/** Room for the line that says how many rows are missing. */
const LAST_LINE = 200;

const WORDS = {
  zh: {
    title: "催鉴",
    header: "| 位置 | 结论 | 程度 | 发现 |",
    none: "没有发现问题。",
    more: (rows: number) => `另有 ${rows} 条未列出，见完整报告。`,
  },
  en: {
    title: "cuijian",
    header: "| Place | Verdict | Severity | Finding |",
    none: "Nothing was found.",
    more: (rows: number) => `${rows} more are not listed here; the full report has them.`,
  },
} as const;

/** A comment for a pull request: messages by verdict, and a table of the findings, the gravest first. No word of a message is in it. */
export const markdown: Reporter = (view) => {
  const verdicts = new Map<Verdict, number>();
  const rows = new Gravest<string>(MOST_ROWS);
  let unread = 0;
  return {
    before: "",
    entry: (entry) => {
      if (entry.kind === "error") {
        unread++;
        rows.add(rank("critical") + 1, unreadRow(entry, view));
        return "";
      }
      const { verdict } = entry.report;
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      for (const found of foundIn(entry)) rows.add(rank(found.finding.severity), rowOf(entry, found, view));
      return "";
    },
    after: () => {
      const words = WORDS[view.language];
      const head = `### ${words.title}\n\n${counted(verdicts, unread, view)}\n\n`;
      const all = rows.items();
      return all.length === 0 ? `${head}${words.none}\n` : `${head}${table(all, rows.left, LONGEST - head.length, view)}`;
    },
  };
};

/** As many rows as there is room for, and how many are left. */
function table(rows: readonly string[], left: number, room: number, { language }: View): string {
  const words = WORDS[language];
  let text = `${words.header}\n|---|---|---|---|\n`;
  let shown = 0;
  for (const row of rows) {
    if (text.length + row.length > room - LAST_LINE) break;
    text += row;
    shown++;
  }
  const more = rows.length - shown + left;
  return more === 0 ? text : `${text}\n${words.more(more)}\n`;
}

/** "2 improper, 1 scam": the gravest first, those of which there are none left out. */
function counted(verdicts: ReadonlyMap<Verdict, number>, unread: number, { language }: View): string {
  const parts = [
    ...(unread > 0 ? [`${PHRASES[language].unread} ${unread}`] : []),
    ...VERDICTS.toReversed().flatMap((verdict) => {
      const number = verdicts.get(verdict) ?? 0;
      return number > 0 ? [`${VERDICT_NAMES[language][verdict]} ${number}`] : [];
    }),
  ];
  const total = unread + [...verdicts.values()].reduce((sum, number) => sum + number, 0);
  const sentence = language === "zh" ? `共 ${total} 条` : `${total} message${total === 1 ? "" : "s"}`;
  return parts.length === 0 ? sentence : `${sentence}${PHRASES[language].colon}${parts.join(PHRASES[language].list)}`;
}

function rowOf(entry: Judged, found: Found, view: View): string {
  const { rule, severity } = found.finding;
  const [{ line }] = placesOf(entry, found.finding);
  const { title, why } = aboutRule(rule, found, view);
  return row([
    place(entry, line, view),
    VERDICT_NAMES[view.language][entry.report.verdict],
    SEVERITY_NAMES[view.language][severity],
    `${literal(title)}${PHRASES[view.language].colon}${literal(why)} <code>${literal(rule)}</code>${instead(found, view)}`,
  ]);
}

/** The wording to use instead is ours, no word of a message. */
function instead({ finding: { suggest } }: Found, { language }: View): string {
  const { suggest: label, colon } = PHRASES[language];
  return suggest ? `<br>${label}${colon}${literal(suggest.zh)}` : "";
}

function unreadRow(entry: Unread, view: View): string {
  const { message } = entry.problem;
  return row([place(entry, lineOf(entry), view), PHRASES[view.language].unread, "", `<code>${literal(message)}</code>`]);
}

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;

/** In `code`, where GitHub neither calls a person by name nor links an issue. */
const place = (entry: Judged | Unread, line: number, view: View): string =>
  `<code>${literal(pathFrom(fileOf(entry), view.folder))}:${line}</code>`;

/** Text that is nothing but text: of Markdown, HTML and tables no sign is left as such. */
const literal = (text: string): string =>
  visible(text)
    .replaceAll("\n", "␊")
    .replace(/[!#$&*+:;<=>?@[\\\]^_`{|}~]/g, (sign) => `&#${sign.charCodeAt(0)};`);
