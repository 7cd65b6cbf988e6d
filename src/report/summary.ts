import type { SkipReason } from "../inbox/draft.js";
import { type Language, VERDICTS, type Verdict } from "../types.js";
import { oneLine } from "./visible.js";
import { VERDICT_NAMES } from "./words.js";

/** At most this many places of unreadable records are named: all of them stand in the report. */
const MOST_PLACES = 5;

const SKIP_NAMES: Readonly<Record<SkipReason, string>> = {
  "sent by the owner": "本人发出",
  "never sent": "未发出",
  "without text": "没有文字",
  "a call": "通话记录",
  "a notice of the app": "应用提示",
  "a reaction": "表情回应",
  "a file without messages": "不含消息的文件",
};

/** Counts what becomes of the records of a run. */
export class Tally {
  readonly #verdicts = new Map<Verdict, number>();
  readonly #skipped = new Map<SkipReason, number>();
  readonly #failedAt: string[] = [];
  #failed = 0;

  judged(verdict: Verdict): void {
    count(this.#verdicts, verdict);
  }

  skipped(why: SkipReason): void {
    count(this.#skipped, why);
  }

  /** @param where the place of a record that could not be read */
  failed(where: string): void {
    this.#failed++;
    if (this.#failedAt.length < MOST_PLACES) this.#failedAt.push(oneLine(where));
  }

  /** Two lines for the end of a run: what became of the records and, where any was judged, the verdicts by number. */
  summary(language: Language): string {
    const zh = language === "zh";
    const judged = total(this.#verdicts);
    const passed = total(this.#skipped);
    const [list, open, close, comma] = zh ? ["、", "（", "）", "，"] : [", ", " (", ")", ", "];
    const reasons = [...this.#skipped].map(([why, number]) => `${zh ? SKIP_NAMES[why] : why} ${number}`).join(list);
    const places = [...this.#failedAt, ...(this.#failed > this.#failedAt.length ? ["…"] : [])].join(list);
    const because = (reason: string): string => (reason === "" ? "" : `${open}${reason}${close}`);
    const counts = [
      `${zh ? "读取" : "read"} ${judged + passed + this.#failed}`,
      `${zh ? "判断" : "judged"} ${judged}`,
      `${zh ? "跳过" : "skipped"} ${passed}${because(reasons)}`,
      `${zh ? "失败" : "failed"} ${this.#failed}${because(places)}`,
    ].join(comma);
    const verdicts = VERDICTS.map(
      (verdict) => `${zh ? `${VERDICT_NAMES.zh[verdict]} ` : ""}${verdict} ${this.#verdicts.get(verdict) ?? 0}`,
    ).join(comma);
    return judged === 0 ? `${counts}\n` : `${counts}\n${verdicts}\n`;
  }
}

const count = <K>(counts: Map<K, number>, key: K): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
const total = (counts: ReadonlyMap<unknown, number>): number => [...counts.values()].reduce((sum, number) => sum + number, 0);
