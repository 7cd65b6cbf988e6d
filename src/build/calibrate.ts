import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadKnowledge } from "../knowledge/load.js";
import { calibrate } from "../measure/calibrate.js";
import { fixtureFiles, readLabelled } from "../measure/fixtures.js";

/** `npm run calibrate`: writes what {@link calibrate} makes of the gold messages. */
const target = fileURLToPath(new URL("../../rules/bayes/calibration.json", import.meta.url));

const fitted = await calibrate(await readLabelled(fixtureFiles("gold")), loadKnowledge());
writeFileSync(target, `${JSON.stringify(fitted, null, 2)}\n`);
