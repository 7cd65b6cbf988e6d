/** Elements of which nothing is read. */
const UNSEEN = /^(?:script|style|head|title|noscript|template)$/;
/** Elements that begin and end on a line of their own. */
const BLOCK = /^(?:p|div|br|hr|tr|li|ul|ol|dl|dt|dd|table|h[1-6]|blockquote|section|article|header|footer|pre)$/;

/** The text that a reader of an HTML mail sees, a line for a line; takes time in proportion to its length, whatever is in it. */
export function textOfHtml(html: string): string {
  const parts: string[] = [];
  const text = (from: number, to?: number): void => {
    parts.push(undoEntities(html.slice(from, to).replace(/[ \t\r\n\f]+/g, " ")));
  };
  let at = 0;
  for (let open = html.indexOf("<"); open >= 0; open = html.indexOf("<", at)) {
    text(at, open);
    at = html.length;
    if (html.startsWith("<!--", open)) {
      const end = html.indexOf("-->", open + 4);
      if (end >= 0) at = end + 3;
      continue;
    }
    const [, slash, name] = /^<(\/?)([a-z][a-z\d]*|[!?])/i.exec(html.slice(open, open + 32)) ?? [];
    if (name === undefined) {
      parts.push("<");
      at = open + 1;
      continue;
    }
    const close = html.indexOf(">", open);
    if (close < 0) {
      text(open);
      continue;
    }
    const element = name.toLowerCase();
    if (BLOCK.test(element)) parts.push("\n");
    else if (/^t[dh]$/.test(element)) parts.push(" ");
    at = UNSEEN.test(element) && slash === "" ? endOf(element, html, close) : close + 1;
  }
  text(at);
  return parts
    .join("")
    .split("\n")
    .map((line) => line.replace(/ {2,}/g, " ").replace(/^ | $/g, ""))
    .filter((line) => line !== "")
    .join("\n");
}

/** After the end tag of an element; of one without it nothing more is seen. */
function endOf(element: string, html: string, from: number): number {
  const tag = new RegExp(`</${element}[^>]*>`, "gi");
  tag.lastIndex = from;
  return tag.exec(html) ? tag.lastIndex : html.length;
}

/** The entities that occur in Chinese mail; others stay as they are written. */
const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  ensp: "\u2002",
  emsp: "\u2003",
  yen: "¥",
  middot: "·",
  times: "×",
  hellip: "…",
  mdash: "—",
  ndash: "–",
  ldquo: "“",
  rdquo: "”",
  lsquo: "‘",
  rsquo: "’",
  bull: "•",
  copy: "©",
  reg: "®",
};

const undoEntities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (written, decimal, hex, name) => {
    if (name !== undefined) return Object.hasOwn(NAMED, name) ? (NAMED[name] as string) : written;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0x10ffff || code === 0 || (code >= 0xd800 && code <= 0xdfff) ? "\ufffd" : String.fromCodePoint(code);
  });
