import type { Archive } from "../archive.js";
import type { Limits } from "../limits.js";
import { readXml } from "./xml.js";

/** How a style shows a number: as it is, or as a time of which it shows the day, the clock or both. */
export type Shown = "number" | "day" | "clock" | "day and clock";

/** Number formats every spreadsheet knows without their being written down (ECMA-376, 18.8.30; 27–58 are East Asian). */
function builtIn(format: number): Shown {
  if ((format >= 14 && format <= 17) || (format >= 27 && format <= 31) || format === 36 || (format >= 50 && format <= 58))
    return "day";
  if ((format >= 18 && format <= 21) || (format >= 32 && format <= 35) || (format >= 45 && format <= 47)) return "clock";
  return format === 22 ? "day and clock" : "number";
}

/** What a format written out shows; quoted words, colours and locales say nothing of it, `[h]` does. */
function shownBy(code: string): Shown {
  const [first = ""] = code
    .replace(/"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "")
    .toLowerCase()
    .split(";");
  const clock = /[hs]/.test(first);
  const day = /[yde]/.test(first.replace(/e[+-]/g, "")) || (/m/.test(first) && !clock);
  if (/general/.test(first) || (!clock && !day)) return "number";
  return day ? (clock ? "day and clock" : "day") : "clock";
}

/** Characters of a format, and styles of cells: spreadsheets allow no more. */
const LONGEST_CODE = 255;
const MOST_STYLES = 65_536;

/** How each style of cells (`s` of a cell, 0-based) shows a number. */
export async function styles(archive: Archive, member: string, name: string, limits: Limits): Promise<readonly Shown[]> {
  if (!archive.members.includes(member)) return [];
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let inCells = false;
  const handler = {
    open: (tag: string, attributes: Readonly<Record<string, string>>): void => {
      if (tag === "numFmt") codes.set(Number(attributes["numFmtId"]), (attributes["formatCode"] ?? "").slice(0, LONGEST_CODE));
      else if (tag === "cellXfs") inCells = true;
      else if (tag === "xf" && inCells && formats.length < MOST_STYLES) formats.push(Number(attributes["numFmtId"] ?? 0));
    },
    close: (tag: string): void => {
      if (tag === "cellXfs") inCells = false;
    },
  };
  for await (const _ of readXml(archive.read(member), handler, `${name}/${member}`, limits));
  return formats.map((format) => {
    const code = codes.get(format);
    return code === undefined ? builtIn(format) : shownBy(code);
  });
}
