import { describe, expect, it } from "vitest";
import { dayOf, instantOf, quietHours, unidentified } from "./metadata.js";
import { type EntityKind, findEntities } from "./text/entities.js";

describe("a time", () => {
  const noon = Date.UTC(2025, 3, 3, 4);
  it.each([
    ["2025-04-03T12:00:00+08:00"],
    ["2025-04-03T12:00:00+0800"],
    ["2025-04-03T12:00:00+08"],
    ["2025-04-03T04:00:00Z"],
    ["2025-04-03T04:00:00.000z"],
    ["2025-04-02T23:00:00-05:00"],
    ["2025-04-03T12:00:00"],
    ["2025-04-03T12:00"],
    ["2025-04-03 12:00:00"],
    ["2025-04-03 12:00"],
    ["2025-04-03 04:00:00Z"],
    ["2025-04-03 12:00:00 +08:00"],
  ])("with an offset or, without one, in Shanghai: %s", (sentAt) => expect(instantOf(sentAt)).toBe(noon));

  it("may be a day alone, which begins in Shanghai", () => {
    expect(instantOf("2025-04-03")).toBe(Date.UTC(2025, 3, 2, 16));
  });

  it("may be finer than a second", () => {
    expect(instantOf("2025-04-03T12:00:00.250+08:00")).toBe(noon + 250);
  });

  it.each([
    "",
    "昨天",
    "1",
    "1743640744000",
    "2025",
    "2025-04",
    "2025/04/03",
    "April 3, 2025",
    "2025-4-3",
    "12:00:00",
    "2025-04-03T",
    "2025-04-03T25:00",
    "2025-13-01",
    "2025-02-30",
    "2025-02-30T12:00:00Z",
    "2025-04-03T12:00:00+25:99",
    "2025-04-03T12:00:00 CST",
  ])("is not %j", (sentAt) => expect(instantOf(sentAt)).toBeNull());
});

describe("the day", () => {
  it.each([
    ["2025-04-03T23:59:59+08:00", "2025-04-03"],
    ["2025-04-04T00:00:00+08:00", "2025-04-04"],
    ["2025-04-03T15:59:59Z", "2025-04-03"],
    ["2025-04-03T16:00:00Z", "2025-04-04"],
    ["2025-04-03T12:00:00-05:00", "2025-04-04"],
    ["2025-12-31T23:30:00-01:00", "2026-01-01"],
    ["2025-04-03 00:00:00", "2025-04-03"],
    ["2025-04-03", "2025-04-03"],
  ])("of %s is %s in Shanghai", (sentAt, day) => expect(dayOf(instantOf(sentAt) as number)).toBe(day));
});

describe("quiet hours", () => {
  it.each([
    "2025-04-03T22:00:00+08:00",
    "2025-04-03T23:59:59+08:00",
    "2025-04-04T00:00:00+08:00",
    "2025-04-04T07:59:59+08:00",
    "2025-04-03T14:00:00Z",
    "2025-04-03T23:59:59Z",
    "2025-04-03T22:00:00",
    "2025-04-04T07:59",
    "2025-04-03 22:00:00",
    "2025-04-03 07:59:59",
  ])("hold at %s", (sentAt) => {
    expect(quietHours(sentAt)).toEqual({
      id: "quiet-hours",
      severity: "warning",
      evidence: { by: "metadata", field: "sentAt", value: sentAt },
      guidance: ["gbt45251-5.3-hours", "cba2026-13", "civil-1033"],
    });
  });

  it.each([
    "2025-04-03T08:00:00+08:00",
    "2025-04-03T21:59:59+08:00",
    "2025-04-03T21:59:59.999+08:00",
    "2025-04-03T00:00:00Z",
    "2025-04-03T13:59:59Z",
    "2025-04-03T08:00:00",
    "2025-04-03T21:59",
    "2025-04-03 21:59:59",
    "2025-04-03 08:00",
  ])("do not hold at %s", (sentAt) => expect(quietHours(sentAt)).toBeNull());

  it("are not known from a day alone, or from no time at all", () => {
    expect(quietHours("2025-04-03")).toBeNull();
    expect(quietHours("昨天晚上")).toBeNull();
  });
});

describe("a sender", () => {
  const entity = (kind: EntityKind) => [{ kind, start: 0, end: 1, value: "" }];

  it("is not identified where nobody is named and nothing leads back", () => {
    const finding = {
      id: "unidentified",
      severity: "notice",
      evidence: { by: "metadata", field: "creditor", value: "none named" },
      guidance: ["cba2026-identify", "pipl-17"],
    };
    expect(unidentified(false, [])).toEqual(finding);
    expect(unidentified(false, findEntities("欠款500元,逾期3天,今日18:00前处理"))).toEqual(finding);
    expect(unidentified(false, [...entity("qq"), ...entity("wechat"), ...entity("card"), ...entity("foreign-number")])).toEqual(
      finding,
    );
  });

  it("is identified by the lender", () => expect(unidentified(true, [])).toBeNull());

  it.each(["signature", "link", "service-number", "short-number", "landline", "mobile"] as const)(
    "is identified by a %s",
    (kind) => {
      expect(unidentified(false, entity(kind))).toBeNull();
    },
  );

  it("is identified by a number among other things", () => {
    expect(unidentified(false, findEntities("欠款500元,请致电0571-88123456"))).toBeNull();
  });
});
