import { buildClassifier } from "../classifier.js";
import { readLabelled } from "../measure/fixtures.js";
import { createOpener } from "../measure/opened.js";
import { worthOfRules } from "../measure/worth.js";
import { worthOfSignals } from "../measure/worth-signals.js";
import { renderWorth } from "../measure/worth-table.js";
import { runTool } from "./tool.js";

/** `npm run worth -- FILE…`: what each rule and signal contributes on these messages. */
await runTool("npm run worth -- FILE…", 1, async (files) => {
  const labelled = await readLabelled(files);
  const classifier = await buildClassifier();
  const open = createOpener(classifier);
  const cases = labelled.map((one) => ({ labelled: one, opened: open(one.message) }));
  return renderWorth(cases.length, worthOfRules(cases, classifier.rules), worthOfSignals(cases));
});
