import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textOfHtml } from "./html-text.js";

describe("the text of an HTML mail", () => {
  it.each([
    ["a line for each paragraph and break", "<p>一</p><p>二<br>三</p>", "一\n二\n三"],
    ["no scripts, styles, titles or comments", "一<script>a<b</script><STYLE>p{}</style><!-- <p>x -->二<title>t</title>", "一二"],
    ["nothing after a script that does not end", "一<script>二", "一"],
    ["nothing after a comment that does not end", "一<!-- 二", "一"],
    ["spaces for line breaks in the source", "请 \r\n  还款", "请 还款"],
    ["entities undone, once", "&lt;b&gt;&amp;lt;&#36824;&#x6B3E;&yen;5&unknown;&", "<b>&lt;还款¥5&unknown;&"],
    ["a replacement for what is no character", "&#55357;&#x110000;&#0;", "\ufffd\ufffd\ufffd"],
    ["signs that begin no tag as they are", "1 < 2 <3 > <", "1 < 2 <3 > <"],
    ["a tag that does not end as it is", "还款<a href=", "还款<a href="],
    ["words of one line together", "还<b>款</b><span>吧</span>", "还款吧"],
    ["cells apart", "<table><tr><td>应还</td><td>5元</td></tr><tr><td>逾期</td></tr></table>", "应还 5元\n逾期"],
  ])("has %s", (_, html, text) => expect(textOfHtml(html)).toBe(text));

  it("has no markup left when every tag ends", () => {
    const tag = fc.constantFrom("<p>", "</p>", "<br/>", "<a href='x'>", "</a>", "<script>x</script>", "<!-- y -->");
    fc.assert(
      fc.property(fc.array(fc.oneof(tag, fc.constantFrom("还款", "逾期", " "))), (parts) => {
        const text = textOfHtml(parts.join(""));
        expect(text).not.toMatch(/[<>xy]/);
        expect(text.replace(/\s/g, "")).toBe(parts.filter((part) => /^[还逾]/.test(part)).join(""));
      }),
    );
  });

  it("is found in any string", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("<", ">", "!", "-", "/", "a", "&", "#", ";", " ", "\n") }),
        (html) => void textOfHtml(html),
      ),
    );
  });

  it.each(["<", "<!--", "<a ", "<script>", "&#", "</", "<td>", "<td>x"])("is found in hostile repetitions of %s", (part) => {
    expect(typeof textOfHtml(`${part.repeat(1_000_000)}x`)).toBe("string");
  });
});
