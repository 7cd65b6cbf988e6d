import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Knowledge } from "./knowledge.js";

/** Where the build leaves the compiled knowledge and the dictionary. */
export const KNOWLEDGE_DIRECTORY = fileURLToPath(new URL("../../dist/knowledge/", import.meta.url));

/** The compiled knowledge: one JSON file, no YAML and no schema at run time. */
export function loadKnowledge(): Knowledge {
  return JSON.parse(readFileSync(`${KNOWLEDGE_DIRECTORY}knowledge.json`, "utf8")) as Knowledge;
}
