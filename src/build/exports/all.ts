import { androidFiles } from "./android.js";
import { appleFiles } from "./apple.js";
import { chatLabFiles } from "./chatlab.js";
import { csvFiles } from "./csv.js";
import { emlFiles } from "./eml.js";
import { huaweiFiles } from "./huawei.js";
import { iMazingFiles } from "./imazing.js";
import { mboxFiles } from "./mbox.js";
import { qqJsonFiles } from "./qq-json.js";
import { qqTxtFiles } from "./qq-txt.js";
import type { ExportFiles } from "./sent.js";
import { smsBackupFiles } from "./sms-backup.js";
import { smsImportExportFiles } from "./sms-ie.js";
import { templateFiles } from "./templates.js";
import { vmsgFiles } from "./vmsg.js";
import { weChatMsgFiles } from "./wechatmsg.js";
import { weFlowFiles } from "./weflow.js";
import { xlsxFiles } from "./xlsx.js";

/** Every file of `fixtures/exports`, by its name there. */
export async function exportFiles(): Promise<ExportFiles> {
  return {
    ...androidFiles(),
    ...appleFiles(),
    ...chatLabFiles(),
    ...csvFiles(),
    ...emlFiles(),
    ...huaweiFiles(),
    ...iMazingFiles(),
    ...mboxFiles(),
    ...qqJsonFiles(),
    ...qqTxtFiles(),
    ...smsBackupFiles(),
    ...smsImportExportFiles(),
    ...templateFiles(),
    ...vmsgFiles(),
    ...weChatMsgFiles(),
    ...weFlowFiles(),
    ...xlsxFiles(),
  };
}
