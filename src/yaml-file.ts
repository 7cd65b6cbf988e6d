import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import type { Problem } from "./errors.js";

/** A YAML file read and checked, or what is wrong with it. */
export type YamlFile<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

/** Reads one YAML file and checks it against a schema; every problem says `file:line:col`. */
export function readYaml<T>(file: string, schema: z.ZodType<T>): YamlFile<T> {
  const lines = new LineCounter();
  const source = readFileSync(file, "utf8");
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true });
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map((error) => ({
        code: "yaml",
        message: (error.message.split("\n")[0] as string).replace(/ at line .*$/, ""),
        where: place(error.pos[0]),
      })),
    };
  }
  const checked = schema.safeParse(document.toJS());
  if (checked.success) return { value: checked.data };
  return {
    problems: checked.error.issues.map((issue) => ({
      code: "schema",
      message: issue.path.length > 0 ? `${issue.path.join(".")}: ${issue.message}` : issue.message,
      where: place(offsetOf(document, issue.path)),
    })),
  };
}

/** Where the deepest part of `path` that exists begins. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth) as (string | number)[], true) as
      | { range?: [number, number, number] }
      | undefined;
    if (node?.range) return node.range[0];
  }
  return 0;
}

/** All `.yml` and `.yaml` files below a directory, sorted, with `/` between folders. */
export function yamlFilesBelow(directory: string): { readonly file: string; readonly name: string }[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ya?ml$/.test(name) && statSync(join(directory, name)).isFile())
    .map((name) => ({ file: join(directory, name), name: relative(".", name).split(sep).join("/") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
