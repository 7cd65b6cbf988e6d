import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadKnowledge } from "../knowledge/load.js";
import { FLAGS, type FlagId } from "../types.js";
import { createCite, type Occasion } from "./cite.js";
import { BINDINGS, type Binding, type GuidanceEntry, inForce } from "./entry.js";

const anEntry = (id: string, parts: Partial<GuidanceEntry> = {}): GuidanceEntry => ({
  id,
  title: `《${id}》`,
  titleEn: `Norm ${id}`,
  issuer: "某部",
  number: null,
  article: "第五条",
  binding: "regulation",
  appliesTo: ["all"],
  inForceFrom: "2020-01-01",
  inForceUntil: null,
  replaces: null,
  confidence: "verified",
  flags: [],
  says: `${id}说了什么`,
  saysEn: `What ${id} says`,
  sources: ["https://example.org/"],
  note: null,
  gap: null,
  aside: null,
  ...parts,
});

const OLD = anEntry("order-2012", { inForceFrom: "2013-01-01", inForceUntil: "2025-12-31" });
const NEW = anEntry("order-2025", { inForceFrom: "2026-01-01", replaces: "order-2012" });

/** An occasion on which nothing is known but the day. */
const on = (day: string): Occasion => ({ day, lenderKind: undefined });

describe("cite", () => {
  const ids = (guidance: readonly GuidanceEntry[], named: readonly string[], day: string, flag: FlagId = "threat") =>
    createCite(guidance, "zh")(flag, named, on(day)).map(({ id }) => id);

  it("gives the norm of the day for the one a rule names", () => {
    expect(ids([NEW, OLD], ["order-2025"], "2026-01-01")).toEqual(["order-2025"]);
    expect(ids([NEW, OLD], ["order-2025"], "2025-12-31")).toEqual(["order-2012"]);
    expect(ids([NEW, OLD], ["order-2025"], "2012-12-31")).toEqual([]);
  });

  it("goes back several versions, and past a time when none was in force", () => {
    const older = anEntry("order-1994", { inForceFrom: "1995-01-01", inForceUntil: "2005-06-30" });
    const guidance = [NEW, { ...OLD, replaces: "order-1994" }, older];
    expect(ids(guidance, ["order-2025"], "2005-06-30")).toEqual(["order-1994"]);
    expect(ids(guidance, ["order-2025"], "2005-07-01")).toEqual([]);
  });

  it("falls back on whatever bears on the flag where nothing named was in force", () => {
    const guidance = [
      NEW,
      anEntry("threat-then", { flags: ["scam", "threat"], inForceFrom: "2001-01-01" }),
      anEntry("threat-later", { flags: ["threat"], inForceFrom: "2024-01-01" }),
      anEntry("scam-then", { flags: ["scam"], inForceFrom: "2001-01-01" }),
    ];
    expect(ids(guidance, ["order-2025"], "2023-01-01", "threat")).toEqual(["threat-then"]);
    expect(ids(guidance, [], "2024-01-01", "threat")).toEqual(["threat-then", "threat-later"]);
    expect(ids(guidance, ["nowhere"], "2000-12-31", "threat")).toEqual([]);
  });

  it("does not fall back while one of those named is in force", () => {
    const guidance = [NEW, anEntry("civil-1"), anEntry("threat-1", { flags: ["threat"] })];
    expect(ids(guidance, ["order-2025", "civil-1"], "2021-01-01", "threat")).toEqual(["civil-1"]);
  });

  it("puts what binds most first, else keeps the order of the rule, and stops at three", () => {
    const weakestFirst = [...BINDINGS].reverse();
    const guidance = weakestFirst.map((binding) => anEntry(binding, { binding }));
    expect(ids(guidance, weakestFirst, "2026-01-01")).toEqual(["law", "interpretation", "regulation"]);
    expect(ids(guidance, ["practice", "advisory", "standard"], "2026-01-01")).toEqual(["standard", "advisory", "practice"]);
    const equals = ["b", "d", "a", "c"].map((id) => anEntry(id));
    expect(ids(equals, ["c", "a", "d", "b"], "2026-01-01")).toEqual(["c", "a", "d"]);
  });

  it("gives everything that bears on the flag when asked for all of it", () => {
    const named = ["a", "b", "c", "d"].map((id) => anEntry(id));
    const guidance = [
      ...named,
      anEntry("practice", { binding: "practice", flags: ["threat"] }),
      anEntry("law", { binding: "law", flags: ["threat"] }),
    ];
    const all = createCite(guidance, "zh", true)("threat", ["d", "a", "b", "c"], on("2026-01-01"));
    expect(all.map(({ id }) => id)).toEqual(["law", "d", "a", "b", "c", "practice"]);
  });

  it("leaves out what binds other kinds of lenders, and puts what is made for this kind first", () => {
    const guidance = [
      anEntry("all"),
      anEntry("banks", { appliesTo: ["banks"] }),
      anEntry("small", { appliesTo: ["small-loan"] }),
      anEntry("agencies", { appliesTo: ["collection-agencies"] }),
    ];
    const names = ["all", "small", "agencies", "banks"];
    const cite = createCite(guidance, "zh", true);
    const of = (lenderKind: string | undefined) => cite("threat", names, { day: "2026-01-01", lenderKind }).map(({ id }) => id);
    expect(of("bank")).toEqual(["banks", "all", "agencies"]);
    expect(of("small-loan")).toEqual(["small", "all", "agencies"]);
    expect(of(undefined)).toEqual(names);
    expect(cite("threat", ["banks"], { day: "2026-01-01", lenderKind: "small-loan" }).map(({ id }) => id)).toEqual(["banks"]);
  });

  it("names a norm once, though two rules name it or two of its successors", () => {
    const branch = anEntry("order-2025-b", { inForceFrom: "2026-01-01", replaces: "order-2012" });
    expect(ids([NEW, OLD, branch], ["order-2025", "order-2025-b", "order-2025"], "2025-06-01")).toEqual(["order-2012"]);
    expect(ids([NEW, OLD, branch], ["order-2025", "order-2025-b", "order-2025"], "2026-06-01")).toEqual([
      "order-2025",
      "order-2025-b",
    ]);
  });

  it("says it in the language asked for", () => {
    expect(createCite([NEW], "zh")("threat", ["order-2025"], on("2026-01-01"))).toEqual([
      {
        id: "order-2025",
        title: "《order-2025》",
        article: "第五条",
        inForceFrom: "2026-01-01",
        says: "order-2025说了什么",
        sourceConfidence: "verified",
      },
    ]);
    expect(
      createCite([anEntry("x", { article: null, confidence: "secondary" })], "en")("threat", ["x"], on("2026-01-01")),
    ).toEqual([
      { id: "x", title: "Norm x", article: null, inForceFrom: "2020-01-01", says: "What x says", sourceConfidence: "secondary" },
    ]);
  });
});

describe("the guidance shipped", () => {
  const { guidance } = loadKnowledge();
  const byId = new Map(guidance.map((entry) => [entry.id, entry]));
  const successions = guidance.flatMap((entry) => (entry.replaces === null ? [] : [[entry, byId.get(entry.replaces)] as const]));

  it("replaces only what is there, and has ended before", () => {
    expect(successions.length).toBeGreaterThan(0);
    expect(
      successions
        .filter(([{ inForceFrom }, old]) => !(old?.inForceUntil && old.inForceUntil < inForceFrom))
        .map(([{ id }]) => id),
    ).toEqual([]);
  });

  it("cites the public-security law of the day around New Year 2026", () => {
    const cite = createCite(guidance, "zh");
    for (const [later, before] of [
      ["pshl-2025-50", "pshl-2012-42"],
      ["pshl-2025-62", "pshl-2012-51"],
    ] as const) {
      expect(cite("threat", [later], on("2026-01-01")).map(({ id }) => id)).toEqual([later]);
      expect(cite("threat", [later], on("2025-12-31")).map(({ id }) => id)).toEqual([before]);
    }
  });

  const aDay = fc
    .date({ min: new Date("1996-01-01"), max: new Date("2031-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  // Days around which something changes are worth more than others.
  const aTurn = fc.constantFrom(
    ...new Set(guidance.flatMap(({ inForceFrom, inForceUntil }) => (inForceUntil ? [inForceFrom, inForceUntil] : [inForceFrom]))),
  );
  const strength = (binding: Binding): number => BINDINGS.indexOf(binding);

  it.each(["zh", "en"] as const)("is never cited outside its dates, strongest first and at most three (%s)", (language) => {
    const cite = createCite(guidance, language);
    const named = fc.subarray([...byId.keys()], { maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...FLAGS), named, fc.oneof(aDay, aTurn), (flag, entries, day) => {
        const cited = cite(flag, entries, on(day)).map(({ id }) => byId.get(id) as GuidanceEntry);
        expect(cited.filter((entry) => !inForce(entry, day))).toEqual([]);
        expect(cited.length).toBeLessThanOrEqual(3);
        expect(new Set(cited).size).toBe(cited.length);
        const bindings = cited.map(({ binding }) => strength(binding));
        expect(bindings).toEqual([...bindings].sort((a, b) => a - b));
        if (entries.some((id) => inForce(byId.get(id) as GuidanceEntry, day))) expect(cited).not.toEqual([]);
      }),
      { numRuns: 3_000, seed: 2_026 },
    );
  });

  it("is all of use: a flag may cite it, or it says why none does", () => {
    const idle = guidance.filter(({ flags, aside }) => flags.length === 0 && aside === null).map(({ id }) => id);
    const contradictory = guidance.filter(({ flags, aside }) => flags.length > 0 && aside !== null).map(({ id }) => id);
    expect({ idle, contradictory }).toEqual({ idle: [], contradictory: [] });
    const all = createCite(guidance, "zh", true);
    for (const entry of guidance) {
      if (entry.flags.length === 0) continue;
      const [flag] = entry.flags as [FlagId];
      expect(
        all(flag, [], on(entry.inForceFrom)).map(({ id }) => id),
        entry.id,
      ).toContain(entry.id);
    }
  });

  it("has something to say on every flag, on any day since 2019", () => {
    const cite = createCite(guidance, "zh");
    const since2019 = fc.oneof(aDay, aTurn).filter((day) => day >= "2019-01-01");
    fc.assert(
      fc.property(fc.constantFrom(...FLAGS), since2019, (flag, day) => {
        expect(cite(flag, [], on(day))).not.toEqual([]);
      }),
      { numRuns: 2_000, seed: 1_033 },
    );
  });
});
