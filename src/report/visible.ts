/** A message is foreign text: control characters, bidi overrides and zero-width characters are shown, not obeyed. */
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** One visible stand-in a character, so that offsets hold. */
export const visible = (text: string): string =>
  text.replace(UNSAFE, (character) => (character < " " ? String.fromCharCode(0x2400 + character.charCodeAt(0)) : "␣"));
