import { fileURLToPath } from "node:url";
import { z } from "zod";
import { UserError } from "../errors.js";
import { readYaml } from "../yaml-file.js";

const table = z.record(z.string(), z.string().min(1));

/** Ways of writing kept for measuring: what the normaliser was told of stands in `rules/lexicon/`. */
const schema = z.strictObject({
  /** Word → other spellings. */
  words: z.record(z.string(), z.array(z.string()).min(1)),
  /** Character → its parts side by side. */
  characters: table,
  /** Simplified character → its reading. */
  readings: table,
});
export type Disguises = z.infer<typeof schema>;

const FILE = fileURLToPath(new URL("../../fixtures/obfuscation/disguises.yml", import.meta.url));

/** The table in `fixtures/obfuscation/`. Throws a UserError where it is broken. */
export function loadDisguises(): Disguises {
  const result = readYaml(FILE, schema);
  if ("problems" in result) throw new UserError(result.problems);
  return result.value;
}
