import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { exportFiles } from "./exports/all.js";

/** `npm run exports`: writes `fixtures/exports` anew, the made-up inbox in every format and with every trap. */
const FOLDER = fileURLToPath(new URL("../../fixtures/exports/", import.meta.url));
for (const [name, content] of Object.entries(await exportFiles())) {
  mkdirSync(dirname(join(FOLDER, name)), { recursive: true });
  writeFileSync(join(FOLDER, name), content);
}
