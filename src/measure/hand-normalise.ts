import type { Knowledge } from "../knowledge/knowledge.js";
import { createNormaliser } from "../text/normalise.js";
import { alternation } from "../text/pattern.js";
import type { Disguises } from "./disguises.js";

/** Signs of hiding that were not undone, and the text with all that can be undone by guessing. */
export interface HandNormalised {
  readonly text: string;
  readonly signs: readonly string[];
}

export type HandNormalise = (raw: string) => HandNormalised;

/** Whatever stands between two Han characters and is no clause mark. */
const BETWEEN_HAN = /(?<=\p{Script=Han})[^\p{Script=Han}\p{Nd}a-z\n,.。!?;:、()“”《》【】]{1,3}(?=\p{Script=Han})/gu;
/** One syllable, or a letter, in the place of a character ("还kuan您", "上m"). Words like app are none. */
const MIXED =
  /\p{Script=Han}(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)[aeiouv]{1,3}(?:ng?|r)?|[b-df-hj-mo-tw-z])(?=\p{Script=Han})/gu;

/**
 * Makes what a patient reader does and the normaliser dares not: joins across any sign, and reads the
 * spellings kept for measuring. Good enough to ask whether a flag was missed for its spelling; far too bold to judge by.
 */
export function createHandNormaliser({ normaliser, terms, rules, model }: Knowledge, disguises: Disguises): HandNormalise {
  const normalise = createNormaliser(normaliser);
  const spellings = new Map<string, string>([
    ...Object.entries(disguises.words).flatMap(([word, all]) => all.map((one): [string, string] => [one, word])),
    ...Object.entries(disguises.characters).map(([character, parts]): [string, string] => [parts, character]),
  ]);
  const spelling = new RegExp(alternation([...spellings.keys()]), "gu");
  const known = new Set(
    [
      ...normaliser.words,
      ...Object.values(terms).flat(),
      ...Object.keys(model.terms),
      ...rules.flatMap(({ any, examples }) => [...any.map(({ source = "" }) => source), ...examples.bad, ...examples.ok]),
    ].join(""),
  );
  return (raw) => {
    const { text } = normalise(raw);
    const bold = text.replace(BETWEEN_HAN, "").replace(spelling, (found) => spellings.get(found) as string);
    const rare = [...text.replace(/【[^】]{0,40}】/gu, "")].filter((one) => /\p{Script=Han}/u.test(one) && !known.has(one));
    return {
      text: normalise(bold).text,
      // One rare character is a name.
      signs: [...new Set([...(text.match(MIXED) ?? []), ...(rare.length > 1 ? rare : [])])],
    };
  };
}
