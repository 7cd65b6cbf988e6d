import type { Archive } from "../archive.js";
import type { Limits } from "../limits.js";
import { sharedStrings } from "./shared-strings.js";
import { type Shown, styles } from "./styles.js";
import { readXml } from "./xml.js";

export interface Workbook {
  /** In their order; `member` is where in the archive one is. */
  readonly sheets: readonly { readonly name: string; readonly member: string }[];
  readonly strings: readonly string[];
  readonly styles: readonly Shown[];
  /** The year its days are counted from. */
  readonly base: 1900 | 1904;
}

const WORKBOOK = "xl/workbook.xml";
const RELATIONS = "xl/_rels/workbook.xml.rels";

/** Reads all of a workbook but its sheets. @throws UserError where it is broken */
export async function openWorkbook(archive: Archive, name: string, limits: Limits): Promise<Workbook> {
  const sheets: { readonly name: string; readonly relation: string }[] = [];
  let base: 1900 | 1904 = 1900;
  const book = {
    open: (tag: string, attributes: Readonly<Record<string, string>>): void => {
      if (tag === "sheet") sheets.push({ name: attributes["name"] ?? "", relation: relationOf(attributes) });
      else if (tag === "workbookPr" && /^(?:1|true|on)$/.test(attributes["date1904"] ?? "")) base = 1904;
    },
  };
  for await (const _ of readXml(archive.read(WORKBOOK), book, `${name}/${WORKBOOK}`, limits));

  const targets = new Map<string, string>();
  const byType = new Map<string, string>();
  const relations = {
    open: (tag: string, { Id = "", Target = "", Type = "", TargetMode }: Readonly<Record<string, string>>): void => {
      if (tag !== "Relationship" || TargetMode === "External") return;
      targets.set(Id, memberOf(Target));
      byType.set(Type.slice(Type.lastIndexOf("/") + 1), memberOf(Target));
    },
  };
  if (archive.members.includes(RELATIONS))
    for await (const _ of readXml(archive.read(RELATIONS), relations, `${name}/${RELATIONS}`, limits));
  return {
    // Charts and macros of their own sheets are no tables.
    sheets: sheets.flatMap(({ name, relation }, i) => {
      const member = targets.get(relation) ?? `xl/worksheets/sheet${i + 1}.xml`;
      return archive.members.includes(member) && !/(?:chart|dialog|macro)sheets\//.test(member) ? [{ name, member }] : [];
    }),
    strings: await sharedStrings(archive, byType.get("sharedStrings") ?? "xl/sharedStrings.xml", name, limits),
    styles: await styles(archive, byType.get("styles") ?? "xl/styles.xml", name, limits),
    base,
  };
}

/** `r:id`, whatever the prefix is. */
const relationOf = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1] ?? "";

/** Targets stand below `xl/` unless they begin at the root. */
const memberOf = (target: string): string => (target.startsWith("/") ? target.slice(1) : `xl/${target.replace(/^\.\//, "")}`);
