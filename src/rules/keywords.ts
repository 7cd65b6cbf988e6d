/**
 * One pass over a message for all words of all rules. Indexed by a word's first two characters: a
 * look-up a character, whatever the number of rules.
 */
export class KeywordIndex {
  readonly #byHead = new Map<number, { readonly word: string; readonly rules: readonly number[] }[]>();

  /** @param words for each rule (by position) the words one of which it needs, of two or more characters */
  constructor(words: readonly (readonly string[] | null)[]) {
    const rulesOf = new Map<string, number[]>();
    words.forEach((list, rule) => {
      for (const word of list ?? []) {
        const rules = rulesOf.get(word);
        if (rules) rules.push(rule);
        else rulesOf.set(word, [rule]);
      }
    });
    for (const [word, rules] of rulesOf) {
      const head = headAt(word, 0);
      const bucket = this.#byHead.get(head);
      if (bucket) bucket.push({ word, rules });
      else this.#byHead.set(head, [{ word, rules }]);
    }
  }

  /** Positions of the rules at least one of whose words occurs in `text`. */
  candidates(text: string): Set<number> {
    const found = new Set<number>();
    for (let at = 0; at + 1 < text.length; at++) {
      const bucket = this.#byHead.get(headAt(text, at));
      if (!bucket) continue;
      for (const { word, rules } of bucket) {
        if (word.length === 2 || text.startsWith(word, at)) for (const rule of rules) found.add(rule);
      }
    }
    return found;
  }
}

const headAt = (text: string, at: number): number => text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);
