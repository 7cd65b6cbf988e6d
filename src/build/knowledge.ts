import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../errors.js";
import { compileKnowledge } from "../knowledge/compile.js";
import { KNOWLEDGE_DIRECTORY } from "../knowledge/load.js";
import { writeDictionary } from "./dictionary.js";
import { traditionalPairs } from "./traditional.js";

/** `npm run build`, second half: compiles `rules/` to what the program reads at run time. */
const root = fileURLToPath(new URL("../../rules", import.meta.url));
try {
  const knowledge = compileKnowledge(root, traditionalPairs());
  mkdirSync(KNOWLEDGE_DIRECTORY, { recursive: true });
  writeFileSync(join(KNOWLEDGE_DIRECTORY, "knowledge.json"), JSON.stringify(knowledge));
  writeDictionary(KNOWLEDGE_DIRECTORY, knowledge.normaliser.words);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
