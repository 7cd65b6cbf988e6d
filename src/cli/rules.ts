import { buildClassifier, type ClassifierOptions } from "../classifier.js";
import { UserError } from "../errors.js";
import { nearest } from "../nearest.js";
import { wrap } from "../report/width.js";
import { FLAG_NAMES, SEVERITY_NAMES } from "../report/words.js";
import type { Language } from "../types.js";

/** `cuijian rules [ID]`: all rules, or one explained. Throws a UserError for an unknown id. */
export async function describeRules(
  id: string | undefined,
  options: ClassifierOptions,
  language: Language,
  width: number,
): Promise<string> {
  const { rules, knowledge } = await buildClassifier(options);
  const flagRules = rules.filter((rule) => rule.flag);
  if (id === undefined) {
    const widest = Math.max(...flagRules.map((rule) => rule.id.length));
    return `${flagRules.map((rule) => `${rule.id.padEnd(widest)}  ${rule.severity.padEnd(8)}  ${language === "en" ? rule.titleEn : rule.title}`).join("\n")}\n`;
  }
  const rule = rules.find((one) => one.id === id);
  if (!rule) {
    throw new UserError({
      code: "unknown-rule",
      message: `there is no rule "${id}"`,
      hint: `did you mean ${nearest(
        id,
        rules.map((one) => one.id),
      )}? "cuijian rules" lists them all`,
    });
  }
  const zh = language === "zh";
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0
      ? []
      : ["", title, ...lines.flatMap((line) => wrap(line, width - 4).map((part, i) => `  ${i === 0 ? "" : "  "}${part}`))];
  const cited = rule.guidance.flatMap((entry) => knowledge.guidance.find((one) => one.id === entry) ?? []);
  return `${[
    `${rule.id}  ${rule.flag ? `${FLAG_NAMES[language][rule.flag]} · ${SEVERITY_NAMES[language][rule.severity]}` : (rule.signal as string)}`,
    zh ? rule.title : rule.titleEn,
    ...(rule.flag ? wrap(rule.why[language], width) : []),
    ...section(zh ? "会命中" : "Flags", rule.examples.bad),
    ...section(zh ? "不会命中" : "Passes", rule.examples.ok),
    ...section(
      zh ? "可改为" : "Say instead",
      rule.suggest ? [zh ? rule.suggest.zh : `${rule.suggest.en} “${rule.suggest.zh}”`] : [],
    ),
    ...section(
      zh ? "规范" : "Guidance",
      cited.map(
        (entry) =>
          `${entry.id}  ${zh ? `《${entry.title}》${entry.article ?? ""}：${entry.says}` : `${entry.titleEn}, ${entry.article ?? ""}: ${entry.saysEn}`}`,
      ),
    ),
  ].join("\n")}\n`;
}
