/** The bytes with which a character of UTF-8 goes on, as Latin-1 or Windows-1252 show them. */
const GOES_ON = "[\\u0080-\\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]";
/**
 * What text looks like after a wrong decoding and a save: the replacement character, its bytes read as GBK
 * (锟斤拷), memory never written to (烫烫烫, 屯屯屯), or UTF-8 read as Latin-1 or Windows-1252: two Chinese characters
 * (ä½ å¥½, each a first byte and two that go on) or an emoji (ðŸ˜¡). One first byte and two that go on are not
 * enough: a French “à” stands before a hard blank and “»”.
 */
const GARBLED = new RegExp(`锟斤拷|(?:烫烫|屯屯)[烫屯]|\\ufffd+|(?:[à-ï]${GOES_ON}{2}){2,}|ð[Ÿ\\u009f]${GOES_ON}{2}`);

/** The first trace of a wrong decoding in a text; null where there is none. */
export const garbledPart = (text: string): string | null => GARBLED.exec(text)?.[0].slice(0, 12) ?? null;
