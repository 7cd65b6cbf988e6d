import { readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadKnowledge } from "../knowledge/load.js";
import { calibrate } from "../measure/calibrate.js";
import { readLabelled } from "../measure/fixtures.js";

/** `npm run calibrate`: writes what {@link calibrate} makes of the gold messages. */
const gold = fileURLToPath(new URL("../../fixtures/gold/", import.meta.url));
const target = fileURLToPath(new URL("../../rules/bayes/calibration.json", import.meta.url));

const files = readdirSync(gold)
  .filter((name) => name.endsWith(".jsonl"))
  .sort()
  .map((name) => `${gold}${name}`);
const fitted = await calibrate(await readLabelled(files), loadKnowledge());
writeFileSync(target, `${JSON.stringify(fitted, null, 2)}\n`);
