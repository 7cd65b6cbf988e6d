import fc from "fast-check";
import { SaxesParser } from "saxes";
import { expect, it } from "vitest";
import { attributes, content } from "./xml.js";

/** What a parser reads in `<a b="…">…</a>`. */
function read(xml: string): { attribute: string | undefined; text: string } {
  let attribute: string | undefined;
  let text = "";
  const parser = new SaxesParser();
  parser.on("opentag", (tag) => {
    attribute = tag.attributes["b"] as string;
  });
  parser.on("text", (part) => {
    text += part;
  });
  parser.write(xml).close();
  return { attribute, text };
}

const LEGAL = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]$/u;
const legal = (text: string): string => [...text].filter((character) => LEGAL.test(character)).join("");

it("any text comes back as it was, without what XML does not allow", () => {
  const text = fc.string({
    unit: fc.oneof(fc.string({ unit: "binary", minLength: 1, maxLength: 1 }), fc.constantFrom(..."<>&\"'\t\r\n]\0\ud800\uffff")),
  });
  fc.assert(
    fc.property(text, (any) => {
      expect(read(`<a${attributes({ b: any })}>${content(any)}</a>`)).toEqual({ attribute: legal(any), text: legal(any) });
    }),
  );
});

it("attributes without a value are left out", () => {
  expect(attributes({ line: 3, column: undefined, name: "甲" })).toBe(' line="3" name="甲"');
  expect(attributes({})).toBe("");
});
