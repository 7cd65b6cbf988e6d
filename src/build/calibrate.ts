import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadKnowledge } from "../knowledge/load.js";
import { calibrate, calibrationSet } from "../measure/calibrate.js";

/** `npm run calibrate`: writes what {@link calibrate} makes of its set. */
const target = fileURLToPath(new URL("../../rules/bayes/calibration.json", import.meta.url));

const fitted = await calibrate(await calibrationSet(), loadKnowledge());
writeFileSync(target, `${JSON.stringify(fitted, null, 2)}\n`);
