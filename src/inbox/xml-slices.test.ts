import { describe, expect, it } from "vitest";
import { END, START, type XmlSlice, xmlSlices } from "./xml-slices.js";

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
}

async function slicesOf(text: string, { longest = 1000, size = text.length } = {}): Promise<XmlSlice[]> {
  const slices: XmlSlice[] = [];
  const options = { tags: ["list", "/list", "item"], emptied: "data", longest };
  for await (const slice of xmlSlices(inPieces(text, size), options)) slices.push(slice);
  return slices;
}

const shown = ({ name, xml, line, column, cut }: XmlSlice): string => `${line}:${column} ${name} ${cut ? "(cut)" : xml}`;
const shownOf = async (text: string, options?: { longest?: number; size?: number }): Promise<string[]> =>
  (await slicesOf(text, options)).map(shown);

const LIST = '<?xml version="1.0"?>\n<list a="1">\n  <item b="😆"/> <item>二</item>\n</list>\n';

describe("the slices of an XML text", () => {
  it("begin at the tags asked for, and know their line and column in characters", async () => {
    expect(await shownOf(LIST)).toEqual([
      `1:1 ${START} \n`,
      '2:1 list <list a="1">\n  ',
      '3:3 item <item b="😆"/> ',
      "3:17 item <item>二</item>\n",
      "4:1 /list </list>\n",
      `5:1 ${END} `,
    ]);
  });

  it("are the same however the text comes in pieces", async () => {
    const text = `${LIST}<!-- <item/> --><![CDATA[<item/>]]><item c='"' data = "QUJD<QUJD" d="a<b"/><itemise/><item`;
    const whole = await shownOf(text);
    for (const size of [1, 2, 3, 7, 16]) expect(await shownOf(text, { size })).toEqual(whole);
  });

  it("lack comments and processing instructions, and what looks like a tag in them", async () => {
    expect((await shownOf("<item>a<!-- <item/> -- -->b<?x <item/> ?>c</item>"))[1]).toBe("1:1 item <item>abc</item>");
  });

  it("keep CDATA, and do not begin in it", async () => {
    expect((await shownOf("<item><![CDATA[<item/> <!-- & ]]></item>"))[1]).toBe(
      "1:1 item <item><![CDATA[<item/> <!-- & ]]></item>",
    );
  });

  it("are found in time that grows with the text only, of however many pieces they are", async () => {
    const started = performance.now();
    const text = `<item a="${"<".repeat(300_000)}"/>`;
    const found = await slicesOf(text, { longest: 1e7, size: 65_536 });
    expect(found[1]?.xml).toBe(text.replaceAll("<", "&lt;").replace("&lt;item", "<item"));
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it("do not begin at a longer name", async () => {
    expect(await shownOf("<items/><itemise/>")).toEqual([`1:1 ${START} <items/><itemise/>`, `1:19 ${END} `]);
  });

  it("begin even where a quote or a tag before was left open", async () => {
    expect((await shownOf('<item a="1><item b="2"/><item c=<item/>')).slice(1, 5)).toEqual([
      '1:1 item <item a="1>',
      '1:12 item <item b="2"/>',
      "1:25 item <item c=",
      "1:33 item <item/>",
    ]);
  });

  it("have a bare < in a value escaped, whatever it begins", async () => {
    expect((await shownOf('<item a="1 < 2 <b> <!-- <?"/>'))[1]).toBe('1:1 item <item a="1 &lt; 2 &lt;b> &lt;!-- &lt;?"/>');
  });

  it("do not hold the value that is to be left out, and no other by mistake", async () => {
    expect((await shownOf(`<item mydata="1" data="2" x=' data="3"' data  =  '4"' y="5"/>`))[1]).toBe(
      `1:1 item <item mydata="1" data="" x=' data="3"' data  =  '' y="5"/>`,
    );
  });

  it("are told at once to be too long, once, and the next are read", async () => {
    const text = `<item a="${"长".repeat(100)}"/>\n<item b="2"/>`;
    for (const size of [5, 1000])
      expect(await shownOf(text, { longest: 50, size })).toEqual([
        `1:1 ${START} `,
        "1:1 item (cut)",
        '2:1 item <item b="2"/>',
        `2:14 ${END} `,
      ]);
  });

  it("are not too long for what is left out", async () => {
    const text = `<item data="${"QUJD\n".repeat(1000)}" a="1"/>`;
    expect((await shownOf(text, { longest: 50, size: 64 })).slice(1)).toEqual([
      '1:1 item <item data="" a="1"/>',
      `1001:10 ${END} `,
    ]);
  });

  it("of a text without any such tag are its beginning and its end", async () => {
    expect(await shownOf("<html>")).toEqual([`1:1 ${START} <html>`, `1:7 ${END} `]);
    expect(await shownOf("")).toEqual([`1:1 ${START} `, `1:1 ${END} `]);
  });

  it("end with the text, even within a comment, a value or a name", async () => {
    for (const [text, last] of [
      ["<item/><!-- <item/>", "<item/>"],
      ['<item a="1', '<item a="1'],
      ['<item data="1', '<item data="'],
      ["<item/><it", "<item/><it"],
    ])
      expect((await slicesOf(text as string)).at(-2)?.xml).toBe(last);
  });
});
