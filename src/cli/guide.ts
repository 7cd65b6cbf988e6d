import { UserError } from "../errors.js";
import type { GuidanceEntry } from "../guidance/entry.js";
import { searchGuidance, versionOn } from "../guidance/search.js";
import { loadKnowledge } from "../knowledge/load.js";
import { nearest } from "../nearest.js";
import { wrap } from "../report/width.js";
import type { Language } from "../types.js";

/** `cuijian guide [ID or words]`: the guidance in force on `day`, found by words, or one entry whole. */
export function describeGuidance(query: readonly string[], day: string, language: Language, width: number): string {
  const { guidance } = loadKnowledge();
  const one = query.length === 1 ? guidance.find(({ id }) => id === query[0]) : undefined;
  if (one) return whole(versionOn(guidance, one, day) ?? one, day, language, width);
  const found = searchGuidance(guidance, query, day);
  if (found.length === 0) {
    throw new UserError({
      code: "no-guidance",
      message: `no guidance in force on ${day}${query.length > 0 ? ` matches "${query.join(" ")}"` : ""}`,
      hint: `${similarTo(query, guidance)}"cuijian guide" lists them all`,
    });
  }
  return `${found
    .map(
      (entry) =>
        `${entry.id}  ${name(entry, language)}\n${wrap(says(entry, language), width - 2)
          .map((line) => `  ${line}`)
          .join("\n")}`,
    )
    .join("\n")}\n`;
}

/** For what looks like an id: words have no near miss worth naming. */
function similarTo(query: readonly string[], guidance: readonly GuidanceEntry[]): string {
  const [id] = query;
  if (query.length !== 1 || id === undefined || !/^[a-z]+[0-9.]*-/i.test(id)) return "";
  return `did you mean ${nearest(
    id,
    guidance.map((entry) => entry.id),
  )}? `;
}

function whole(entry: GuidanceEntry, day: string, language: Language, width: number): string {
  const zh = language === "zh";
  const until = entry.inForceUntil === null ? (zh ? "至今有效" : "still in force") : entry.inForceUntil;
  const rows: readonly (readonly [string, string])[] = [
    [zh ? "制定机关" : "Issuer", entry.issuer],
    [zh ? "文号" : "Number", entry.number ?? "—"],
    [zh ? "效力" : "Binding", entry.binding],
    [zh ? "施行期间" : "In force", `${entry.inForceFrom} – ${until}`],
    [zh ? "可靠程度" : "Checked", entry.confidence],
    [zh ? "支持的标记" : "Flags", entry.flags.join(", ") || "—"],
    [zh ? "来源" : "Source", entry.sources.join("\n")],
    ...(entry.note ? [[zh ? "说明" : "Note", entry.note] as const] : []),
  ];
  return `${[
    `${entry.id}  ${name(entry, language)}`,
    ...wrap(says(entry, language), width),
    "",
    ...rows.flatMap(([label, value]) => wrap(`${label}: ${value}`, width - 2).map((line) => `  ${line}`)),
    ...(entry.inForceFrom <= day && (entry.inForceUntil === null || day <= entry.inForceUntil)
      ? []
      : ["", zh ? `  ${day} 当日无效` : `  not in force on ${day}`]),
  ].join("\n")}\n`;
}

const name = (entry: GuidanceEntry, language: Language): string =>
  language === "zh" ? `《${entry.title}》${entry.article ?? ""}` : `${entry.titleEn}${entry.article ? `, ${entry.article}` : ""}`;
const says = (entry: GuidanceEntry, language: Language): string => (language === "zh" ? entry.says : entry.saysEn);
