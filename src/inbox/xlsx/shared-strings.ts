import { UserError } from "../../errors.js";
import type { Archive } from "../archive.js";
import type { Limits } from "../limits.js";
import { unescaped } from "./escapes.js";
import { readXml } from "./xml.js";

/** UTF-16 units of all strings together: cells point into them in any order, so that all must be kept. */
const MOST_UNITS = 2 ** 27;
/** Units as which a string counts beside its own: empty ones take room too. */
const STRING_COST = 16;

/**
 * The strings that cells share, by number. The parts of a rich text are joined; readings (`rPh`, furigana) are left out.
 * @throws UserError where they are too many to keep
 */
export async function sharedStrings(archive: Archive, member: string, name: string, limits: Limits): Promise<readonly string[]> {
  if (!archive.members.includes(member)) return [];
  const strings: string[] = [];
  let parts = "";
  let inText = false;
  let inReading = false;
  let units = 0;
  const handler = {
    open: (tag: string): void => {
      if (tag === "si") parts = "";
      else if (tag === "rPh") inReading = true;
      else if (tag === "t") inText = !inReading;
    },
    text: (text: string): void => {
      if (inText) parts += text;
    },
    close: (tag: string): void => {
      if (tag === "t") inText = false;
      else if (tag === "rPh") inReading = false;
      else if (tag === "si") {
        units += parts.length + STRING_COST;
        strings.push(unescaped(parts));
        parts = "";
      }
    },
  };
  for await (const _ of readXml(archive.read(member), handler, `${name}/${member}`, limits))
    if (units > MOST_UNITS)
      throw new UserError({
        code: "too-much-text",
        message: `holds more than ${MOST_UNITS.toLocaleString("en")} characters in strings that cells share, which must all be kept in memory`,
        where: name,
        hint: "save its sheets as CSV: that is read at any size",
      });
  return strings;
}
