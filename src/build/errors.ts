import { buildClassifier } from "../classifier.js";
import { createDiagnosis } from "../measure/causes.js";
import { renderMisses } from "../measure/causes-table.js";
import { loadDisguises } from "../measure/disguises.js";
import { readLabelled } from "../measure/fixtures.js";
import { runTool } from "./tool.js";

/** `npm run errors -- FILE…`: every flag that is missing or false, by what has to be mended. */
await runTool("npm run errors -- FILE…", 1, async (files) => {
  const labelled = await readLabelled(files);
  const diagnose = createDiagnosis(await buildClassifier(), loadDisguises());
  return renderMisses(labelled.length, labelled.flatMap(diagnose));
});
