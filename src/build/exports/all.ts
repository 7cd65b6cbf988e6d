import { androidFiles } from "./android.js";
import { appleFiles } from "./apple.js";
import { huaweiFiles } from "./huawei.js";
import type { ExportFiles } from "./sent.js";

/** Every file of `fixtures/exports`, by its name there. */
export async function exportFiles(): Promise<ExportFiles> {
  return { ...androidFiles(), ...appleFiles(), ...huaweiFiles() };
}
