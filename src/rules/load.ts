import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Problem, UserError } from "../errors.js";
import { readYaml, yamlFilesBelow } from "../yaml-file.js";
import { type CompiledRule, compileRule, type Terms } from "./compile.js";
import { type Rule, ruleSchema } from "./schema.js";

/**
 * Reads and compiles every rule file below the given folders. A rule's id is its path below its
 * root. Throws one UserError that names every broken rule.
 * @param root what ids are relative to
 * @param folders names below `root`; without them, all of it
 */
export function loadRules(root: string, terms: Terms, folders: readonly string[] = ["."]): CompiledRule[] {
  const problems: Problem[] = [];
  const rules: CompiledRule[] = [];
  const requires = new Map<CompiledRule, readonly string[]>();
  for (const folder of folders) {
    const directory = join(root, folder);
    if (!existsSync(directory) || !statSync(directory).isDirectory()) {
      throw new UserError({
        code: "rules-missing",
        message: `no such directory: ${directory}`,
        hint: "--rules takes a directory of .yml rule files",
      });
    }
    for (const { file } of yamlFilesBelow(directory)) {
      const read = readYaml<Rule>(file, ruleSchema);
      if ("problems" in read) {
        problems.push(...read.problems);
        continue;
      }
      const id = file
        .slice(join(root, "/").length)
        .replace(/\.ya?ml$/, "")
        .split("\\")
        .join("/");
      if (read.value.id !== id) {
        problems.push({
          code: "rule-id",
          message: `id "${read.value.id}" does not match the file: expected "${id}"`,
          where: file,
        });
      }
      const compiled = compileRule(read.value, terms);
      if (Array.isArray(compiled)) problems.push(...compiled.map((problem) => ({ ...problem, where: file })));
      else {
        rules.push(compiled);
        requires.set(compiled, signalsIn(read.value));
      }
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  if (rules.length === 0) {
    throw new UserError({
      code: "no-rules",
      message: `no rules below ${root} (looked for **/*.yml)`,
      hint: "check --rules, or leave it out for the built-in rules",
    });
  }
  return inSignalOrder(rules, requires);
}

const signalsIn = (rule: Rule): readonly string[] =>
  [...rule.any, ...(rule.where ?? []), ...(rule.near?.any ?? []), ...(rule.unless ?? [])].flatMap((condition) =>
    [condition.signal ?? []].flat(),
  );

/** Signal rules first, each after those it rests on; then the flag rules. */
function inSignalOrder(rules: readonly CompiledRule[], requires: ReadonlyMap<CompiledRule, readonly string[]>): CompiledRule[] {
  const byId = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const ordered: CompiledRule[] = [];
  const visit = (rule: CompiledRule, path: readonly CompiledRule[]) => {
    if (ordered.includes(rule)) return;
    if (path.includes(rule)) {
      throw new UserError({
        code: "signal-cycle",
        message: `signals rest on each other: ${[...path, rule].map(({ id }) => id).join(" → ")}`,
      });
    }
    for (const name of requires.get(rule) ?? []) {
      for (const other of byId) if (other.signal === name && other !== rule) visit(other, [...path, rule]);
    }
    ordered.push(rule);
  };
  for (const rule of byId) if (rule.signal) visit(rule, []);
  return [...ordered, ...byId.filter((rule) => !rule.signal)];
}
