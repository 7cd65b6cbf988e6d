import type { ExportFiles } from "./sent.js";

/** Every file of `fixtures/exports`, by its name there. */
export async function exportFiles(): Promise<ExportFiles> {
  return {};
}
