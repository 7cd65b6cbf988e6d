import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EntityKind, findEntities } from "./entities.js";

/** What is found, in order: "kind: the words = the value". */
const found = (text: string): string[] =>
  findEntities(text).map(({ kind, start, end, value }) => {
    const words = text.slice(start, end);
    return words === value ? `${kind}: ${words}` : `${kind}: ${words} = ${value}`;
  });

/** The words and the values of one kind; anything else found in the text is a failure. */
function only(kind: EntityKind, text: string): string[] {
  const entities = findEntities(text);
  expect(
    entities.filter((entity) => entity.kind !== kind),
    text,
  ).toEqual([]);
  return entities.map(({ value }) => value);
}

describe("bank cards", () => {
  it.each([
    ["转入6222 0212 3456 7890", "6222021234567890"],
    ["卡号6217 0000 1234 5678 901", "6217000012345678901"],
    ["卡号6222-0212-3456-7890", "6222021234567890"],
    ["户名李娜,账号6222021234567890123", "6222021234567890123"],
    ["收款卡622202 1234567890123", "6222021234567890123"],
    ["账号xxxx xxxx xxxx xxxx", "xxxxxxxxxxxxxxxx"],
    ["账号xxxx-xxxx-xxxx-1234", "xxxxxxxxxxxx1234"],
    ["账号xxxxxxxxxxxxxxxx", "xxxxxxxxxxxxxxxx"],
    ["卡6217********1234", "6217********1234"],
    ["卡6217 **** **** 1234", "6217********1234"],
    ["卡622202****1234", "622202****1234"],
    ["卡6217xxxxxx0000xxxx", "6217xxxxxx0000xxxx"],
  ])("are found in %s", (text, value) => expect(only("card", text)).toEqual([value]));

  it.each([
    "订单号8202503011234567",
    "订单6202503011234567",
    "合同编号:3301202503011234",
    "运单号 6221234567890123已签收",
    "流水号为62220212345678901",
  ])("are not the number in %s", (text) => expect(found(text)).toEqual([]));

  it.each([
    ["尾号1234的信用卡", "1234"],
    ["尾号为7720", "7720"],
    ["尾号(021)", "021"],
    ["尾号:0x21", "0x21"],
    ["尾号****6688", "6688"],
    ["尾号****", "****"],
    ["末四位xxxx", "xxxx"],
    ["卡号后4位9914", "9914"],
  ])("may be told by their end: %s", (text, value) => expect(only("card-tail", text)).toEqual([value]));

  it("have no end of five digits", () => expect(found("尾号12345")).toEqual([]));
});

describe("identity numbers", () => {
  it.each([
    ["身份证330106199003071234", "330106199003071234"],
    ["身份证33010619900307123x", "33010619900307123x"],
    ["证件330106********123x", "330106********123x"],
    ["证件3301**********1234", "3301**********1234"],
    ["证件110101xxxxxxxx1234", "110101xxxxxxxx1234"],
  ])("are found in %s", (text, value) => expect(only("id-number", text)).toEqual([value]));

  it.each(["案件330106299013991234号材料", "编号33010619900307123"])("need a possible birthday and 18 places: %s", (text) => {
    expect(findEntities(text).map(({ kind }) => kind)).not.toContain("id-number");
  });
});

describe("telephone numbers", () => {
  it.each([
    ["致电13800138000", "13800138000"],
    ["致电138 0013 8000", "13800138000"],
    ["致电138-0013-8000", "13800138000"],
    ["致电1380 013 8000", "13800138000"],
    ["致电+86 13800138000", "13800138000"],
    ["致电86-13800138000", "13800138000"],
    ["致电(+86)13800138000", "13800138000"],
    ["电话-13800138000", "13800138000"],
    ["致电138****1234", "138****1234"],
    ["致电1380013****", "1380013****"],
    ["致电138xxxx1234", "138xxxx1234"],
    ["致电1xxxxxxxxxx", "1xxxxxxxxxx"],
    ["致电xxxxxxxxxxx", "xxxxxxxxxxx"],
    ["1 3 8 0 0 1 3 8 0 0 0", "13800138000"],
    ["1.3.8.0.0.1.3.8.0.0.0", "13800138000"],
  ])("of mobiles: %s", (text, value) => expect(only("mobile", text)).toEqual([value]));

  it.each([
    ["0571-88123456", "057188123456"],
    ["0571-xxxxxxx", "0571xxxxxxx"],
    ["(0571)8812 3456", "057188123456"],
    ["010 12345678", "01012345678"],
    ["010 - 12345678", "01012345678"],
    ["057188123456", "057188123456"],
    ["0xxx-xxxxxxxx", "0xxxxxxxxxxx"],
    ["xxxx-xxxxxxx", "xxxxxxxxxxx"],
    ["+86 571 8812 3456", "057188123456"],
  ])("of land lines: %s", (text, value) => expect(only("landline", `请回电${text}`)).toEqual([value]));

  it("of land lines are the same with an extension", () => {
    expect(found("拨打010-12345678转801")).toEqual(["landline: 010-12345678转801 = 01012345678"]);
    expect(found("拨打0571-88123456-801")).toEqual(["landline: 0571-88123456-801 = 057188123456"]);
    expect(found("拨打010-12345678 500元")).toEqual(["landline: 010-12345678 = 01012345678", "money: 500元"]);
  });

  it.each([
    ["400-800-1234", "4008001234"],
    ["4008001234", "4008001234"],
    ["4006-123-456", "4006123456"],
    ["400 8001 234", "4008001234"],
    ["800-820-1234", "8008201234"],
    ["400-xxx-xxxx", "400xxxxxxx"],
  ])("of services: %s", (text, value) => expect(only("service-number", `客服${text}`)).toEqual([value]));

  it.each(["95588", "95017", "95xxx", "12378", "12368", "96110", "110", "120", "10086"])("of few digits: %s", (number) => {
    expect(only("short-number", `拨打${number}核实`)).toEqual([number]);
    expect(only("short-number", `${number}平台`)).toEqual([number]);
  });

  it.each([
    ["1069012345678", "1069012345678"],
    ["10690xxxxxxxx", "10690xxxxxxxx"],
  ])("that texts come from: %s", (text, value) => expect(only("sms-port", text)).toEqual([value]));

  it.each([
    ["+852 6123 4567", "85261234567"],
    ["00852-6123-4567", "85261234567"],
    ["+1 (650) 253-0000", "16502530000"],
    ["+63 912 345 6789", "639123456789"],
  ])("from abroad: %s", (text, value) => expect(only("foreign-number", `来电${text}`)).toEqual([value]));

  it.each([
    "138001380001",
    "a13800138000",
    "2.13800138000",
    "工号1024",
    "回t退订",
    "12345人参加",
    "共120户",
    "第110位",
    "金额10050",
    "9558",
    "123456",
    "邮编310012",
    "400-800",
    "1.5",
    "v2.0.1",
    "版本10.2.3",
    "80分及格",
  ])("are not seen in %s", (text) => expect(found(text)).toEqual([]));
});

describe("amounts", () => {
  it.each([
    "500元",
    "1,246.50元",
    "0.5元",
    "¥863.50",
    "¥ 863.50元",
    "$500",
    "12,345,678元",
    "三万元",
    "人民币叁万元",
    "壹万贰仟肆佰元",
    "五百块钱",
    "几百块",
    "四万余元",
    "3千多块",
    "3万",
    "13.6万元",
    "1.2亿元",
    "200美元",
    "2000usdt",
    "xx元",
    "xxxx.xx元",
    "***元",
    "{amount}元",
    `\${money}元`,
    "#rent#元",
    "%s元",
    "¥{应还金额}",
  ])("%s", (amount) => expect(only("money", `本期${amount}`)).toEqual([amount]));

  it("are no telephone numbers, however alike", () => {
    for (const amount of ["95000元", "12300元", "120元", "1,120.5元", "10000元", "120,000元", "4008001234元"]) {
      expect(found(`欠款${amount}`)).toEqual([`money: ${amount}`]);
    }
  });

  it("stand apart from a number before the comma", () => {
    expect(found("工号10240,500元")).toEqual(["money: 500元"]);
  });

  it.each(["我们一块去", "元旦快乐", "2元旦活动", "5万人", "3圆满结束"])("are not seen in %s", (text) => {
    expect(findEntities(text).filter(({ kind }) => kind === "money")).toEqual([]);
  });

  it.each(["24%", "0.05%", "七%", "{利率}%", "3个百分点", "5‰", "百分之二十四", "百分之24", "万分之五"])(
    "shares: %s",
    (share) => {
      expect(only("percent", `利率${share}`)).toEqual([share]);
    },
  );

  it("shares are 分 and 厘 only of interest", () => {
    expect(only("percent", "月息2分")).toEqual(["2分"]);
    expect(only("percent", "3厘利息")).toEqual(["3厘"]);
    expect(found("得分8分,第二名")).toEqual([]);
  });
});

describe("days, hours and spans of time", () => {
  it.each([
    "2025年3月1日",
    "3月15日",
    "3月15号",
    "25年3月",
    "3月份",
    "3月底",
    "2025年",
    "2025-03-01",
    "2025/3/1",
    "2025.3.1",
    "20250301",
    "x月x日",
    "15号",
    "三月五日",
    "二〇二五年三月五日",
    "十月中旬",
  ])("day: %s", (day) => expect(only("date", `应于${day},还款`)).toEqual([day]));

  it.each(["中山路88号", "中山路8号", "3号线", "5号楼", "32号", "第17号", "2025-3/1", "20251301", "2025031号"])(
    "no day: %s",
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );

  it.each(["18:30", "09:05:30", "24:00前", "3点", "8点半", "12点30分", "18时", "三点前", "十二点之前", "七点半", "三点二十分"])(
    "hour: %s",
    (hour) => expect(only("clock", `今日${hour},处理`)).toEqual([hour]),
  );

  it.each(["24点几的利率", "一点都不", "1.5点", "18:5", "99:30"])("no hour: %s", (text) => expect(found(text)).toEqual([]));

  it.each([
    "3天",
    "24小时",
    "15日内",
    "7日之内",
    "90日",
    "3个工作日",
    "3-5个工作日",
    "三天",
    "三个月",
    "半年",
    "半个小时",
    "俩月",
    "2年",
    "12期",
    "四十多天",
    "多年",
    "xx天",
    "{days}天",
    `\${n}期`,
    "%d天",
  ])("span: %s", (span) => expect(only("duration", `已过${span}。`)).toEqual([span]));

  it.each(["第3期账单", "现代年化"])("no span: %s", (text) => expect(found(text)).toEqual([]));
});

describe("links and addresses", () => {
  it.each([
    ["www.jd.com", "jd.com"],
    ["https://t.cn/a6xyz", "t.cn"],
    ["t.cn/abc", "t.cn"],
    ["http://m.example-pay.top/a?b=c&d=1", "example-pay.top"],
    ["https//app.bank.com.cn/pay", "bank.com.cn"],
    ["hk-repay.vip:8080", "hk-repay.vip"],
    ["https://t.cn/{code}", "t.cn"],
    ["xx8888点com", "xx8888.com"],
    ["cn-repay。vip", "cn-repay.vip"],
    ["http://192.168.10.1/pay", ""],
    ["{url}", ""],
    [`\${pay_link}`, ""],
    ["短链", ""],
    ["url", ""],
  ])("a link is known by its registrable domain: %s", (link, domain) => {
    expect(found(`点击${link} 还款`)).toEqual([`link: ${link} = ${domain}`]);
  });

  it("a link ends where the sentence goes on", () => {
    expect(found("https://t.cn/a6xyz,拒收请回复r")).toEqual(["link: https://t.cn/a6xyz = t.cn"]);
    expect(found("(详见www.jd.com/help.)谢谢")).toEqual(["link: www.jd.com/help = jd.com"]);
    expect(found("登录t.cn/abc?您的账单")).toEqual(["link: t.cn/abc = t.cn"]);
    expect(found("t.cn/abc;客服13800138000")).toEqual(["link: t.cn/abc = t.cn", "mobile: 13800138000"]);
  });

  it.each(["1.5", "v2.0.1", "3.15晚会", "e.g", "安卓8.1.0", "app", "a.b"])("no link: %s", (text) => {
    expect(found(text)).toEqual([]);
  });

  it("a mail address is no link", () => {
    expect(found("发至zhang.san@example.com核实")).toEqual(["email: zhang.san@example.com"]);
  });
});

describe("QQ and WeChat", () => {
  it.each([
    ["qq:123456789", "123456789"],
    ["qq号码为 12345678", "12345678"],
    ["qq群:87654321", "87654321"],
    ["q:12345678", "12345678"],
    ["加q 8000xxxx", "8000xxxx"],
    ["扣扣20051100", "20051100"],
    ["加扣20051100", "20051100"],
  ])("QQ: %s", (text, value) => expect(only("qq", text)).toEqual([value]));

  it.each([
    ["加微信abc_123", "abc_123"],
    ["微信号:wxid_abc123def", "wxid_abc123def"],
    ["wxid_k2m9x0p1q8", "wxid_k2m9x0p1q8"],
    ["vx:lilaoshi", "lilaoshi"],
    ["wx : lilaoshi", "lilaoshi"],
    ["微信同号13800138000", "13800138000"],
    ["微信(lily_2024)", "lily_2024"],
    ["微信号:88123456", "88123456"],
    ["加微信xxxxxx", "xxxxxx"],
    ["wechat", ""],
  ])("WeChat: %s", (text, value) => expect(only("wechat", text)).toEqual([value]));

  it("a mobile number that is also on WeChat stays a mobile number", () => {
    expect(found("13800138000(微信同号)")).toEqual(["mobile: 13800138000"]);
  });

  it.each(["q3季度", "faq:123", "微信支付宝均可", "微信100000步", "avx512"])("neither: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("courts, signatures and gaps to fill", () => {
  it.each([
    "(2025)京0105民初1234号",
    "(2025)沪0115执恢12号",
    "〔2024〕粤03民终777号",
    "(2024)最高法民申1234号",
    "(2025)浙杭仲调字第123号",
    "(2025)粤0306诉前调8888号",
    "(2025)冀0891民初2071-1号",
    "(xxxx)浙0106民初xxxx号",
    "(20xx)浙0106民初xx号",
  ])("case number: %s", (number) => expect(only("case-number", `案号${number}已受理`)).toEqual([number]));

  it.each(["(2025)第12号文件", "(2025)京0105民初号", "(1234)京0105民初1号"])("no case number: %s", (text) => {
    expect(findEntities(text).map(({ kind }) => kind)).not.toContain("case-number");
  });

  it("a signature may hold other things", () => {
    expect(found("【催收专线400-800-1234】您尾号1234的卡")).toEqual([
      "signature: 【催收专线400-800-1234】 = 催收专线400-800-1234",
      "service-number: 400-800-1234 = 4008001234",
      "card-tail: 尾号1234 = 1234",
    ]);
  });

  it("brackets with nothing or too much between them are no signature", () => {
    expect(found("【】您好")).toEqual([]);
    expect(found(`【${"您好".repeat(13)}】`)).toEqual([]);
  });

  it.each(["{name}", "{{brand}}", `\${user}`, "#name#", "%s", "<#>", "[姓名]", "xx", "***", "某某"])("gap: %s", (gap) => {
    expect(only("placeholder", `尊敬的${gap}您好`)).toEqual([gap]);
  });

  it("letters in a Latin word are no gap", () => expect(found("exxon taxxi")).toEqual([]));
});

describe("a whole message", () => {
  it("yields everything in order", () => {
    const text =
      "【安居小贷】王女士,您3月5日应还1,246.50元,逾期3天,请于18:00前登录www.example.com还款,或致电0571-88123456,尾号7720,回t退订";
    expect(found(text)).toEqual([
      "signature: 【安居小贷】 = 安居小贷",
      "date: 3月5日",
      "money: 1,246.50元",
      "duration: 3天",
      "clock: 18:00前",
      "link: www.example.com = example.com",
      "landline: 0571-88123456 = 057188123456",
      "card-tail: 尾号7720 = 7720",
    ]);
  });

  it("without any yields none", () => {
    expect(found("")).toEqual([]);
    expect(found("请尽快还款,谢谢。")).toEqual([]);
  });
});

describe("for any text", () => {
  const piece = fc.oneof(
    fc.constantFrom(..."0123456789x*.,:;/-+ ()[]{}【】<>#$¥%@年月日号天期元万点时分个第多半几某"),
    fc.constantFrom("13800138000", "6222 0212 3456 7890", "0571-88123456", "400-800-1234", "95588", "138****1234", "xxxx"),
    fc.constantFrom(
      "www.jd.com",
      "https://t.cn/",
      "qq:",
      "微信",
      "wxid_",
      "尾号",
      "人民币",
      "三万元",
      "%s",
      "{url}",
      "(2025)京0105民初12号",
    ),
    fc.constantFrom(..."一二三四五六七八九十百千abcqwvz", "😡", "\ud83d", "\n", "点com"),
    fc.string({ unit: "binary", maxLength: 3 }),
  );
  const text = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(""));

  it("entities come in order, lie inside the text and overlap nothing but signatures", () => {
    fc.assert(
      fc.property(text, (any) => {
        let before = 0;
        let taken = 0;
        for (const { kind, start, end } of findEntities(any)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(any.length);
          before = start;
          if (kind === "signature") continue;
          expect(start).toBeGreaterThanOrEqual(taken);
          taken = end;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("the value of a number is digits and masks", () => {
    const numbers = new Set<EntityKind>([
      "card",
      "id-number",
      "mobile",
      "landline",
      "service-number",
      "short-number",
      "sms-port",
      "foreign-number",
    ]);
    fc.assert(
      fc.property(text, (any) => {
        for (const { kind, value } of findEntities(any)) if (numbers.has(kind)) expect(value).toMatch(/^[0-9x*]{3,24}$/);
      }),
      { numRuns: 2000 },
    );
  });
});
