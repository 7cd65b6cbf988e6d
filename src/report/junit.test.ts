import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { validateXML, type XMLFileInfo } from "xmllint-wasm";
import { type Entry, reportOn, type View } from "./entry.js";
import { junit } from "./junit.js";
import { aCleanOne, aFlag, aMessage, aView, found, QUIET_HOURS, UNREAD } from "./report.testing.js";

/** After the schema of Jenkins' JUnit plugin, with the attributes GitLab reads. */
const XSD = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:complexType name="trouble"><xs:simpleContent><xs:extension base="xs:string">
    <xs:attribute name="type" type="xs:string"/><xs:attribute name="message" type="xs:string"/>
  </xs:extension></xs:simpleContent></xs:complexType>
  <xs:attributeGroup name="counts">
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="skipped" type="xs:nonNegativeInteger"/>
    <xs:attribute name="time" type="xs:decimal"/>
  </xs:attributeGroup>
  <xs:element name="testsuites"><xs:complexType>
    <xs:sequence><xs:element name="testsuite" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
      <xs:sequence><xs:element name="testcase" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
        <xs:choice minOccurs="0"><xs:element name="failure" type="trouble"/><xs:element name="error" type="trouble"/></xs:choice>
        <xs:attribute name="classname" type="xs:string" use="required"/>
        <xs:attribute name="name" type="xs:string" use="required"/>
        <xs:attribute name="time" type="xs:decimal"/>
        <xs:attribute name="file" type="xs:string"/>
      </xs:complexType></xs:element></xs:sequence>
      <xs:attributeGroup ref="counts"/>
    </xs:complexType></xs:element></xs:sequence>
    <xs:attributeGroup ref="counts"/>
  </xs:complexType></xs:element>
</xs:schema>`;

async function whole(entries: readonly Entry[], parts: Partial<View> = {}): Promise<string> {
  const report = reportOn(junit, entries, aView(parts));
  const file = (fileName: string, contents: string): XMLFileInfo => ({ fileName, contents });
  const { errors } = await validateXML({ xml: file("report.xml", report), schema: file("junit.xsd", XSD) });
  expect(errors).toEqual([]);
  return report;
}

/** How many elements of each name there are, as a parser sees them. */
function elements(xml: string): Record<string, number> {
  const counts: Record<string, number> = {};
  const parser = new SaxesParser();
  parser.on("opentag", ({ name }) => {
    counts[name] = (counts[name] ?? 0) + 1;
  });
  parser.write(xml).close();
  return counts;
}

describe("junit", () => {
  it("of an empty run has no suite", async () => {
    expect(await whole([])).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cuijian" tests="0" failures="0" errors="0" time="0">\n</testsuites>\n',
    );
  });

  it("has a suite for each file and a case for each message; findings from warning up fail it", async () => {
    const other = aMessage({ file: "b.txt", line: 3, located: false });
    const late = aMessage({ line: 15, report: { verdict: "legitimate", flags: [QUIET_HOURS] } });
    const report = await whole([
      aMessage({ report: { flags: [QUIET_HOURS, aFlag()] } }),
      other,
      UNREAD,
      aCleanOne({ line: 13 }),
      late,
    ]);
    expect(report).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="cuijian" tests="5" failures="2" errors="1" time="0">
        <testsuite name="贷后/a.jsonl" tests="4" failures="1" errors="1" skipped="0" time="0">
          <testcase classname="贷后/a.jsonl" name="贷后/a.jsonl:12" time="0" file="贷后/a.jsonl">
            <failure message="违规" type="threat/door">贷后/a.jsonl:12:15  严重  威胁堵门：以堵门施压，属于骚扰。依据：《催收工作指引》第十条。 [threat/door]</failure>
          </testcase>
          <testcase classname="贷后/a.jsonl" name="贷后/a.jsonl:14" time="0" file="贷后/a.jsonl">
            <error message="无法读取：the record has no &quot;text&quot;" type="no-text">贷后/a.jsonl:14  the record has no "text"</error>
          </testcase>
          <testcase classname="贷后/a.jsonl" name="贷后/a.jsonl:13" time="0" file="贷后/a.jsonl"/>
          <testcase classname="贷后/a.jsonl" name="贷后/a.jsonl:15" time="0" file="贷后/a.jsonl"/>
        </testsuite>
        <testsuite name="b.txt" tests="1" failures="1" errors="0" skipped="0" time="0">
          <testcase classname="b.txt" name="b.txt:3" time="0" file="b.txt">
            <failure message="违规" type="threat/door">b.txt:3  严重  威胁堵门：以堵门施压，属于骚扰。依据：《催收工作指引》第十条。 [threat/door]</failure>
          </testcase>
        </testsuite>
      </testsuites>
      "
    `);
    expect(elements(report)).toEqual({ testsuites: 1, testsuite: 2, testcase: 5, failure: 2, error: 1 });
  });

  it("puts the gravest finding first", async () => {
    const soft = aFlag({ id: "visit-bluff", severity: "warning", evidence: [found("限您3天内", "threat/soft")] });
    const [first, second] =
      /<failure[^>]*>([^<]*)/.exec(await whole([aMessage({ report: { flags: [soft, aFlag()] } })]))?.[1]?.split("\n") ?? [];
    expect(first).toContain("[threat/door]");
    expect(second).toContain("[threat/soft]");
  });

  it("speaks English", async () => {
    expect(await whole([aMessage(), UNREAD], { language: "en" })).toMatch(
      /message="improper"[\s\S]*could not be read: the record has no/,
    );
  });

  it("holds any id, without what XML does not allow", async () => {
    const report = await whole([aCleanOne({ report: { id: '<a b="1">\u0000\u001b[31m\ufffe&\n' } })]);
    expect(report).toContain('name="&lt;a b=&quot;1&quot;&gt;[31m&amp;&#10;"');
  });

  it("has no word of a message", async () => expect(await whole([aMessage()])).not.toMatch(/去你家|3天内|138/));
});
