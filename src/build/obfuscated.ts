import { buildClassifier } from "../classifier.js";
import { loadDisguises } from "../measure/disguises.js";
import { fixtureFiles, readLabelled } from "../measure/fixtures.js";
import { createObfuscator } from "../measure/obfuscate.js";
import { renderRobustness, robustness } from "../measure/robustness.js";
import { runTool } from "./tool.js";

/** `npm run obfuscated`: what hiding words costs on the gold messages, or on those of the files given. */
const SEED = 1;

await runTool("npm run obfuscated -- [FILE…]", 0, async (files) => {
  const labelled = await readLabelled(files.length > 0 ? files : fixtureFiles("gold"));
  const { classify, knowledge } = await buildClassifier();
  const obfuscate = createObfuscator(knowledge.normaliser, loadDisguises());
  return renderRobustness(robustness(labelled, classify, obfuscate, SEED));
});
