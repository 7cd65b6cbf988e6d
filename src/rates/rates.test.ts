import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findEntities } from "../text/entities.js";
import { ratesIn } from "./rates.js";

const found = (text: string) => ratesIn(text, findEntities(text));
const shown = (text: string): string[] => found(text).map(({ stated, perYear }) => `${stated} → ${perYear}`);

describe("stated by the day, month or year", () => {
  it.each([
    ["日息0.1%", "日息0.1% → 36.5"],
    ["日利率万分之五", "日利率万分之五 → 18.25"],
    ["日利率万分之2.5", "日利率万分之2.5 → 9.125"],
    ["日息万五,随借随还", "日息万五 → 18.25"],
    ["日息2‰", "日息2‰ → 73"],
    ["月费率3%", "月费率3% → 36"],
    ["月息2分", "月息2分 → 24"],
    ["月息二分", "月息二分 → 24"],
    ["月息3厘", "月息3厘 → 3.6"],
    ["月息三厘八", "月息三厘八 → 4.56"],
    ["月利率2个点", "月利率2个点 → 24"],
    ["每月服务费3%", "每月服务费3% → 36"],
    ["年化36%", "年化36% → 36"],
    ["年利率24%", "年利率24% → 24"],
    ["年利率为百分之二十四", "年利率为百分之二十四 → 24"],
    ["年息1分5", "年息1分5 → 15"],
    ["日息1厘", "日息1厘 → 3.65"],
    ["周息7%", "周息7% → 365"],
    ["逾期一天按1%收取", "逾期一天按1% → 365"],
    ["滞纳金每天加收百分之三十", "滞纳金每天加收百分之三十 → 10950"],
    ["罚息按每天本金的20%计收", "罚息按每天本金的20% → 7300"],
    ["违约金按0.5%/日计", "0.5%/日 → 182.5"],
    ["信用卡透支利率为日万分之五", "日万分之五 → 18.25"],
    ["自今天起按每日万分之五收取违约金", "每日万分之五 → 18.25"],
    ["不及时还款,以免产生日息0.1%的罚息", "日息0.1% → 36.5"],
  ])("%s", (text, expected) => expect(shown(text)).toEqual([expected]));

  it("shows how it was worked out", () => {
    expect(found("日息0.1%")[0]?.arithmetic).toEqual({
      zh: "0.1% × 365天 = 每年36.5%",
      en: "0.1% × 365 days = 36.5% a year",
    });
    expect(found("月费率3%")[0]?.arithmetic.zh).toBe("3% × 12个月 = 每年36%");
    expect(found("年化36%")[0]?.arithmetic.en).toBe("36% a year, as stated");
  });

  it("tells a penalty from a price", () => {
    expect(found("违约金每日1%")[0]?.penalty).toBe(true);
    expect(found("日息1%")[0]?.penalty).toBe(false);
  });

  it("finds several", () => expect(shown("年化24%,罚息每日0.1%")).toEqual(["年化24% → 24", "罚息每日0.1% → 36.5"]));
});

describe("yuan by the day on a stated principal", () => {
  it.each([
    ["本金5000元,每天罚息50元", "每天罚息50元 → 365"],
    ["借款5000元,每日违约金100元", "每日违约金100元 → 730"],
    ["欠款3,000元,滞纳金每天30元", "滞纳金每天30元 → 365"],
    ["您的本金5000,滞纳金每天五十元", "滞纳金每天五十元 → 365"],
    ["本金1万元,违约金100元/天", "100元/天 → 365"],
    ["逾期一天罚500元,本金2000元", "逾期一天罚500元 → 9125"],
    // The principal, not the debt that already holds interest.
    ["欠款6000元,本金5000元,每天罚息50元", "每天罚息50元 → 365"],
  ])("%s", (text, expected) => expect(shown(text)).toEqual([expected]));

  it("shows how it was worked out", () =>
    expect(found("本金5000元,每天罚息50元")[0]?.arithmetic).toEqual({
      zh: "50元 ÷ 5000元 × 365天 = 每年365%",
      en: "50 yuan ÷ 5000 yuan × 365 days = 365% a year",
    }));

  it.each([
    "每天罚息50元",
    "本金5000元,借款本金6000元,每天罚息50元",
    "本金5xxx元,每天罚息50元",
    "本金{amount}元,每天罚息50元",
    "本金5000元,每天罚息xx元",
    "本金5000元,逾期3天,罚息50元",
    "本金5000元,每天还款50元",
    "本金5000元,减免每天罚息50元",
  ])("gives nothing for %s", (text) => expect(shown(text)).toEqual([]));
});

describe("taken off in advance", () => {
  it.each([
    ["到手8000借条10000", "到手8000借条10000 → 25", true],
    ["借条10000元,到手8000元,7天后还", "借条10000元,到手8000元 → 1303.5714", false],
    ["借款1万元实际到账9000元,期限一个月", "借款1万元实际到账9000元 → 135.1852", false],
    ["砍头息20%,期限30天", "砍头息20% → 304.1667", false],
    ["本金10000元,先扣手续费2000元", "先扣手续费2000元 → 25", true],
  ])("%s", (text, expected, assumed) => {
    expect(shown(text)).toEqual([expected]);
    expect(found(text)[0]?.assumed).toBe(assumed);
  });

  it("owns up to rounding", () =>
    expect(found("到手8000借条10000,期限7天")[0]?.arithmetic.en).toBe(
      "(10000 − 8000) yuan ÷ 8000 yuan × 365 days ÷ 7 days ≈ 1303.57% a year",
    ));

  it("says where a year was only assumed", () =>
    expect(found("到手8000借条10000")[0]?.arithmetic.zh).toBe("(10000 − 8000)元 ÷ 8000元 = 25%（未写期限，按一年算）"));

  it.each(["借款10000元,实际到账10000元", "工资到手8000元,借款10000元", "到手8000元", "到手xxxx借条10000", "先交手续费2000元"])(
    "gives nothing for %s",
    (text) => expect(shown(text)).toEqual([]),
  );
});

describe("no price of a loan", () => {
  it.each([
    "年化xx%",
    "日息{rate}",
    "日息x.x%",
    "日息0.x%",
    "年化{利率}%高于监管上限",
    "优惠利率年化36%",
    "理财年化40%",
    "年化收益率40%",
    "减免30%罚息",
    "通过率99%",
    "征信通过概率99%",
    "价格每天下降5%",
    "股价每日涨幅10%",
    "每天8折,5%折扣",
    "任何贷款的年利率不得超过百分之四十八",
    "年利率36%以上的部分",
    "法院不支持年利率36%",
    "罚息按合同利率上浮50%计收",
    "年利率基础上加收50%",
    "物业费逾期每日加收3%滞纳金",
    "每天3分钟办理还款",
    "每期还款5分",
    "每日限额5%",
    "利率5%",
    "已逾期一天按1%",
    "",
  ])("%s", (text) => expect(shown(text)).toEqual([]));
});

describe("on any text", () => {
  const piece = fc.constantFrom(
    ..."日月年息利率罚天每逾期一本金借款到手先扣万分之五百%‰厘元块点,。{}xx*#0123456789. ",
    "日息",
    "本金5000元",
    "每天罚息",
    "违约金",
    "50元",
    "年化",
    "借条",
    "0.1%",
  );
  const texts = fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.string({ unit: piece, maxLength: 120 }));

  it("does not fail, and every rate stands in the text", () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { span, stated, perYear } of found(text)) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.start).toBeLessThan(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(stated).toBe(text.slice(span.start, span.end));
          expect(Number.isFinite(perYear)).toBe(true);
          expect(perYear).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("grows with the stated figure", () => {
    const hundredths = fc.integer({ min: 1, max: 99_999 });
    const forms = fc.constantFrom(
      (figure: number) => `日息${figure}%`,
      (figure: number) => `月费率${figure}%`,
      (figure: number) => `年利率${figure}%`,
      (figure: number) => `逾期一天按${figure}‰收取`,
      (figure: number) => `月息${figure}分`,
      (figure: number) => `本金5000元,每天罚息${figure}元`,
    );
    fc.assert(
      fc.property(forms, hundredths, hundredths, (form, a, b) => {
        const [one, other] = [a, b].map((figure) => found(form(figure / 100))[0]?.perYear ?? Number.NaN) as [number, number];
        expect(Math.sign(one - other)).toBe(Math.sign(a - b));
      }),
    );
  });
});
