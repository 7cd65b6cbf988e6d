/** Everything that XML 1.0 does not allow in a document, not even as a reference (https://www.w3.org/TR/xml/#charsets). */
const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const REFERENCES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Text between tags; what XML cannot hold is left out. */
export const content = (text: string): string =>
  text.replace(ILLEGAL, "").replace(/[&<>\r]/g, (character) => REFERENCES[character] ?? numbered(character));

/** ` name="value"` of each that has a value; line ends and tabs are kept, which plain ones in an attribute are not. */
export const attributes = (values: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${quoted(String(value))}"`)
    .join("");

const quoted = (text: string): string =>
  text.replace(ILLEGAL, "").replace(/[&<>"'\t\n\r]/g, (character) => REFERENCES[character] ?? numbered(character));
const numbered = (character: string): string => `&#${character.charCodeAt(0)};`;
