import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { reasonOf, UserError } from "../errors.js";
import { loadKnowledge } from "../knowledge/load.js";
import { nearest } from "../nearest.js";
import { template } from "../rules/template.js";
import { TEXT_FLAGS } from "../types.js";

/**
 * `cuijian rules new ID`: writes a rule file to begin with; returns what to say. Throws a UserError for an id that
 * cannot be one, for a rule there is, and for a file that cannot be written.
 */
export function newRule(id: string, directory: string): string {
  const [flag = "", name = "", ...rest] = id.split("/");
  const known = TEXT_FLAGS.find((one) => one === flag);
  if (!known) {
    throw new UserError({
      code: "unknown-flag",
      message: `"${id}": there is no flag "${flag}"`,
      hint: `did you mean ${nearest(flag, TEXT_FLAGS)}/${name || "short-name"}? Flags are ${TEXT_FLAGS.join(", ")}`,
    });
  }
  if (rest.length > 0 || !/^[a-z0-9-]+$/.test(name)) {
    throw new UserError({
      code: "rule-id",
      message: `"${id}" is no id of a rule`,
      hint: `write ${flag}/short-name, in lower-case letters, digits and hyphens`,
    });
  }
  const { rules } = loadKnowledge();
  if (rules.some((rule) => rule.id === id))
    throw new UserError({ code: "duplicate-id", message: `there is a built-in rule "${id}"`, hint: "choose another short name" });
  const file = join(directory, flag, `${name}.yml`);
  write(file, template(known, name, mostCited(rules.filter((rule) => rule.flag === flag).flatMap(({ guidance }) => guidance))));
  return `${file}
Next:
  1. put your own words and examples in it
  2. cuijian rules test ${directory}
  3. cuijian rules lint ${directory}
  4. cuijian check FILE --rules ${directory}
`;
}

function write(file: string, content: string): void {
  if (existsSync(file))
    throw new UserError({
      code: "file-exists",
      message: "is there already",
      where: file,
      hint: "choose another short name, or edit it",
    });
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { flag: "wx" });
  } catch (error) {
    throw new UserError({ code: "cannot-write", message: `cannot be written: ${reasonOf(error)}`, where: file });
  }
}

/** What most rules of a flag cite is what a new one is likeliest to rest on. */
function mostCited(guidance: readonly string[]): string[] {
  const times = new Map<string, number>();
  for (const id of guidance) times.set(id, (times.get(id) ?? 0) + 1);
  return [...times]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, 1)
    .map(([id]) => id);
}
