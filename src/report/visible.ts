/** A message is foreign text: what steers a terminal or shows nothing at all is shown, not obeyed. Line ends are left. */
const UNSAFE = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;

/** One visible stand-in for each UTF-16 unit, so that offsets hold. */
export const visible = (text: string): string =>
  text.replaceAll("\r\n", " \n").replace(UNSAFE, (character) => standIn(character).repeat(character.length));

/** The same on one line. */
export const oneLine = (text: string): string => visible(text).replaceAll("\n", "␊");

/** The picture of a control character (U+2400 and on); a blank box for everything else. */
function standIn(character: string): string {
  if (character < " ") return String.fromCharCode(0x2400 + character.charCodeAt(0));
  return /\p{Cs}/u.test(character) ? "\ufffd" : "␣";
}
