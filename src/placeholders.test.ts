import { describe, expect, it } from "vitest";
import { buildClassifier } from "./classifier.js";
import type { Verdict } from "./types.js";

const { classify } = await buildClassifier();

/** What a template fills in: an example of it, its name in Latin letters and in Chinese. */
const FIELDS = {
  name: { value: "王晓明先生", latin: "name", chinese: "姓名" },
  amount: { value: "1862.40", latin: "amount", chinese: "应还金额" },
  days: { value: "7", latin: "overdueDays", chinese: "逾期天数" },
  tail: { value: "4471", latin: "cardTail", chinese: "卡号尾号" },
  date: { value: "3月15日", latin: "due_date", chinese: "还款日期" },
  phone: { value: "400-000-1188", latin: "hotline", chinese: "客服电话" },
} as const;
type Field = keyof typeof FIELDS;

/** How templating languages write a field. */
const STYLES: Readonly<Record<string, (field: (typeof FIELDS)[Field]) => string>> = {
  "{name}": ({ latin }) => `{${latin}}`,
  "${name}": ({ latin }) => `$\{${latin}}`,
  "{{name}}": ({ latin }) => `{{${latin}}}`,
  "#name#": ({ latin }) => `#${latin}#`,
  "%s": () => "%s",
  "[姓名]": ({ chinese }) => `[${chinese}]`,
  "{姓名}": ({ chinese }) => `{${chinese}}`,
};

const filled = (template: string, write: (field: (typeof FIELDS)[Field]) => string): string =>
  template.replace(/<(\w+)>/g, (_, field: Field) => write(FIELDS[field]));

/** Templates by the verdict they get once they are filled in. */
const TEMPLATES: readonly (readonly [Verdict, string])[] = [
  ["legitimate", "【暖阳消费金融】<name>您好，您尾号<tail>的借款已逾期<days>天，应还<amount>元，请登录App还款，客服<phone>。"],
  ["legitimate", "【暖阳消费金融】温馨提醒：您的本期账单<amount>元将于<date>到期，请提前存入足额资金。"],
  [
    "legitimate",
    "【暖阳消费金融】<name>，您的账单已逾期<days>天，逾期会影响个人征信，请尽快通过官方App还款，如有困难请拨打<phone>协商。",
  ],
  ["legitimate", "【暖阳消费金融】<name>您好，如您暂时无力偿还<amount>元欠款，可致电<phone>申请延期或分期。"],
  ["legitimate", "【暖阳消费金融】您尾号<tail>的贷款应还<amount>元，将于<date>从您的还款卡中扣款，如已还款请忽略。"],
  [
    "legitimate",
    "<name>您好，我是暖阳消费金融委托的工作人员，工号1024，就您逾期<days>天的<amount>元欠款与您联系，核实请拨<phone>。",
  ],
  ["unrelated", "【顺达快递】<name>您好，您的包裹已到驿站，取件码<tail>，请于<date>前取走。"],
  ["unrelated", "【暖阳银行】您尾号<tail>的账户<date>入账工资<amount>元，如非本人操作请致电<phone>。"],
  ["improper", "<name>，我司外访组已在路上，今日到达你户籍地，请在家等候。"],
  ["improper", "<name>，你欠款<amount>元拒不还款，外访人员今晚就到你家门口，别想躲。"],
  ["improper", "<name>，逾期<days>天，明天我们带人到你单位找领导坐一坐，自己看着办。"],
  ["improper", "<name>，上门小组<date>到你村里张贴欠款公告，后果自负。"],
  ["improper", "<name>你再装死试试，<date>之前不还<amount>元，打断你的腿。"],
  ["improper", "老赖<name>，欠<amount>元不还，不要脸的东西，等着给家里收尸吧。"],
  ["improper", "<name>，今天不处理<amount>元，就让你全家不得安宁，后果你承担不起。"],
  ["improper", "<name>，<date>前不还清，就把你欠钱的事发给通讯录里所有亲友和单位同事。"],
  ["improper", "您好，<name>欠款<amount>元不还，您是他的紧急联系人，请您替他还上，否则一直打到您还为止。"],
  ["improper", "<name>，你的通讯录我们都有，逾期<days>天了，下一个电话打给你父母。"],
  ["improper", "<name>，您逾期<days>天，已涉嫌贷款诈骗罪，公安机关已立案，<date>前不还将对您实施抓捕。"],
  ["improper", "【法院通知】<name>，您欠款<amount>元一案已判决，<date>起将您列入失信名单并拘留十五日。"],
  ["improper", "<name>，你恶意拖欠<amount>元，已构成犯罪，不还钱就让你坐牢，案底影响子女三代。"],
  ["scam", "<name>，您的贷款<amount>元今日结清可减免一半，请把钱转到我的个人微信账户。"],
  ["scam", "【征信中心】<name>您好，您的征信有不良记录，请添加客服微信并缴纳<amount>元保证金消除记录。"],
  ["scam", "<name>，您名下备用金未注销将影响征信，请下载会议软件并共享屏幕，按客服指引把<amount>元转入安全账户。"],
  ["scam", "<name>，您<amount>元的贷款已审批，因卡号尾号<tail>填写有误被冻结，先交解冻金到指定账户即可放款。"],
];

const judge = (text: string): Verdict => classify({ text }).verdict;

describe("a template", () => {
  it.each(TEMPLATES)("filled in is %s: %s", (verdict, template) => {
    expect(judge(filled(template, ({ value }) => value))).toBe(verdict);
  });

  describe.each(Object.entries(STYLES))("with fields written %s", (_, write) => {
    it.each(TEMPLATES)("is %s too: %s", (verdict, template) => {
      expect(judge(filled(template, write))).toBe(verdict);
    });
  });
});
