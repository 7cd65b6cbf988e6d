import type { SkipReason } from "../inbox/draft.js";
import { type Language, VERDICTS, type Verdict } from "../types.js";
import { VERDICT_NAMES } from "./words.js";

/** What came of the records of a run. */
export interface Tally {
  readonly verdicts: ReadonlyMap<Verdict, number>;
  readonly skipped: ReadonlyMap<SkipReason, number>;
  /** How many could not be read, and where the first of them stand. */
  readonly failed: number;
  readonly failedAt: readonly string[];
}

/** At most this many places are named: all of them stand in the report. */
export const MOST_PLACES = 5;

const SKIP_NAMES: Readonly<Record<SkipReason, string>> = {
  "sent by the owner": "本人发出",
  "never sent": "未发出",
  "without text": "没有文字",
  "a call": "通话记录",
  "a notice of the app": "应用提示",
  "a reaction": "表情回应",
  "a file without messages": "不含消息的文件",
};

const total = (counts: ReadonlyMap<unknown, number>): number => [...counts.values()].reduce((sum, count) => sum + count, 0);

/** Two lines at the end of a run: what became of the records, and the verdicts by number. */
export function renderSummary({ verdicts, skipped, failed, failedAt }: Tally, language: Language): string {
  const zh = language === "zh";
  const judged = total(verdicts);
  const passed = total(skipped);
  const [list, open, close] = zh ? ["、", "（", "）"] : [", ", " (", ")"];
  const reasons = [...skipped].map(([why, count]) => `${zh ? SKIP_NAMES[why] : why} ${count}`).join(list);
  const places = [...failedAt, ...(failed > failedAt.length ? ["…"] : [])].join(list);
  const counts = [
    `${zh ? "读取" : "read"} ${judged + passed + failed}`,
    `${zh ? "判断" : "judged"} ${judged}`,
    `${zh ? "跳过" : "skipped"} ${passed}${passed === 0 ? "" : `${open}${reasons}${close}`}`,
    `${zh ? "失败" : "failed"} ${failed}${failed === 0 ? "" : `${open}${places}${close}`}`,
  ].join(zh ? "，" : ", ");
  const byVerdict = VERDICTS.map((verdict) => {
    const name = zh ? `${VERDICT_NAMES.zh[verdict]} ${verdict}` : verdict;
    return `${name} ${verdicts.get(verdict) ?? 0}`;
  }).join(zh ? "，" : ", ");
  return judged === 0 ? `${counts}\n` : `${counts}\n${byVerdict}\n`;
}
