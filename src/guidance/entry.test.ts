import { describe, expect, it } from "vitest";
import { type GuidanceEntry, inForce } from "./entry.js";

const lasting = (inForceFrom: string, inForceUntil: string | null): GuidanceEntry => ({
  id: "order-1",
  title: "催收办法",
  titleEn: "Collection measures",
  issuer: "某部",
  number: null,
  article: null,
  binding: "regulation",
  appliesTo: ["all"],
  inForceFrom,
  inForceUntil,
  replaces: null,
  confidence: "verified",
  flags: ["threat"],
  says: "不得恐吓债务人。",
  saysEn: "Do not frighten debtors.",
  sources: ["https://example.org/"],
  note: null,
  gap: null,
  aside: null,
});

describe("inForce", () => {
  it.each([
    ["2025-02-27", false],
    ["2025-02-28", true],
    ["2025-12-31", true],
    ["2026-01-01", false],
  ])("counts the first and the last day: %s", (day, expected) => {
    expect(inForce(lasting("2025-02-28", "2025-12-31"), day)).toBe(expected);
  });

  it("has no end where none is set", () => {
    expect(inForce(lasting("2025-02-28", null), "2099-12-31")).toBe(true);
    expect(inForce(lasting("2025-02-28", null), "2025-02-27")).toBe(false);
  });
});
