import { androidFiles } from "./android.js";
import { appleFiles } from "./apple.js";
import { chatLabFiles } from "./chatlab.js";
import { huaweiFiles } from "./huawei.js";
import { qqJsonFiles } from "./qq-json.js";
import { qqTxtFiles } from "./qq-txt.js";
import type { ExportFiles } from "./sent.js";
import { smsImportExportFiles } from "./sms-ie.js";
import { weFlowFiles } from "./weflow.js";

/** Every file of `fixtures/exports`, by its name there. */
export async function exportFiles(): Promise<ExportFiles> {
  return {
    ...androidFiles(),
    ...appleFiles(),
    ...huaweiFiles(),
    ...smsImportExportFiles(),
    ...weFlowFiles(),
    ...chatLabFiles(),
    ...qqJsonFiles(),
    ...qqTxtFiles(),
  };
}
