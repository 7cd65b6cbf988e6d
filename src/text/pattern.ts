/** The pattern that matches `word` and nothing else. */
export const literal = (word: string): string => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Any of the words, longest first, so that a word wins over its own beginning; never matches where there are none. */
export function alternation(words: readonly string[], pattern: (word: string) => string = literal): string {
  const sorted = [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return sorted.length > 0 ? sorted.map(pattern).join("|") : "(?!)";
}
