/**
 * What text looks like after a wrong decoding and a save: the replacement character, its bytes read as GBK
 * (锟斤拷), memory never written to (烫烫烫, 屯屯屯), or UTF-8 read as Latin-1 or Windows-1252 (ä½ å¥½: a lead
 * byte of three, two bytes that go on).
 */
const GARBLED = /锟斤拷|(?:烫烫|屯屯)[烫屯]|\ufffd+|(?:[à-ï][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}){2,}/u;

/** The first trace of a wrong decoding in a text; null where there is none. */
export const garbledPart = (text: string): string | null => GARBLED.exec(text)?.[0].slice(0, 12) ?? null;
