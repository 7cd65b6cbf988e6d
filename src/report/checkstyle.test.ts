import { describe, expect, it } from "vitest";
import { validateXML, type XMLFileInfo } from "xmllint-wasm";
import { checkstyle } from "./checkstyle.js";
import { type Entry, reportOn } from "./entry.js";
import { aCleanOne, aFlag, aMessage, aView, QUIET_HOURS, UNREAD } from "./report.testing.js";

/** What Jenkins' and reviewdog's readers of Checkstyle reports look for. */
const XSD = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:simpleType name="severity">
    <xs:restriction base="xs:string">
      <xs:enumeration value="ignore"/><xs:enumeration value="info"/><xs:enumeration value="warning"/><xs:enumeration value="error"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:element name="checkstyle"><xs:complexType>
    <xs:sequence><xs:element name="file" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
      <xs:sequence><xs:element name="error" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
        <xs:attribute name="line" type="xs:positiveInteger" use="required"/>
        <xs:attribute name="column" type="xs:positiveInteger"/>
        <xs:attribute name="severity" type="severity" use="required"/>
        <xs:attribute name="message" type="xs:string" use="required"/>
        <xs:attribute name="source" type="xs:string" use="required"/>
      </xs:complexType></xs:element></xs:sequence>
      <xs:attribute name="name" type="xs:string" use="required"/>
    </xs:complexType></xs:element></xs:sequence>
    <xs:attribute name="version" type="xs:string" use="required"/>
  </xs:complexType></xs:element>
</xs:schema>`;

async function whole(...entries: readonly Entry[]): Promise<string> {
  const report = reportOn(checkstyle, entries, aView());
  const file = (fileName: string, contents: string): XMLFileInfo => ({ fileName, contents });
  const { errors } = await validateXML({ xml: file("report.xml", report), schema: file("checkstyle.xsd", XSD) });
  expect(errors).toEqual([]);
  return report;
}

describe("checkstyle", () => {
  it("of an empty run has no file", async () => {
    expect(await whole()).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n</checkstyle>\n');
  });

  it("has an element for each file, clean ones too, and in it one for each finding and unreadable record", async () => {
    const clean = aCleanOne({ file: "/srv/templates/b & c.txt", line: 1 });
    const both = aMessage({ report: { flags: [aFlag(), QUIET_HOURS] } });
    expect(await whole(both, aCleanOne({ line: 13 }), UNREAD, clean)).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <checkstyle version="4.3">
        <file name="贷后/a.jsonl">
          <error line="12" column="15" severity="error" message="威胁堵门：以堵门施压，属于骚扰。依据：《催收工作指引》第十条。" source="cuijian.threat/door"/>
          <error line="12" severity="info" message="夜间催收：依据正文以外的信息，如发送时间和发送方。" source="cuijian.metadata/quiet-hours"/>
          <error line="14" severity="error" message="the record has no &quot;text&quot;" source="cuijian.unreadable.no-text"/>
        </file>
        <file name="b &amp; c.txt">
        </file>
      </checkstyle>
      "
    `);
  });

  it("gives the line alone where columns are not known", async () => {
    expect(await whole(aMessage({ located: false }))).toContain('<error line="12" severity="error" message="威胁堵门');
  });

  it("holds any file name", async () => {
    const name = "\"<&'\n\t]]>\u0007.txt";
    expect(await whole(aCleanOne({ file: name }))).toContain('name="&quot;&lt;&amp;&apos;&#10;&#9;]]&gt;.txt"');
  });

  it("has no word of a message", async () => expect(await whole(aMessage())).not.toMatch(/去你家|3天内|138/));
});
