import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FlagId, rank, SEVERITIES, type Severity, TEXT_FLAGS } from "../types.js";
import type { RelevanceGrounds } from "./relevance.js";
import { settle } from "./settle.js";

const aFlag = (id: FlagId, severity: Severity) => ({ id, severity, words: `${id} ${severity}` });
const grounds = (parts: Partial<RelevanceGrounds> = {}): RelevanceGrounds => ({
  bayes: 0.9,
  collection: true,
  unrelated: false,
  silenced: false,
  ...parts,
});
/** A long text that asks for no debt and reads like none. */
const REMOTE = grounds({ bayes: 0.39, collection: false });
const LONG = 12;

const settled = (
  flags: readonly ReturnType<typeof aFlag>[],
  relevance: RelevanceGrounds,
  known = 40,
  scripted = false,
): string[] => settle(flags, relevance, known, scripted).map(({ id, severity }) => `${id} ${severity}`);

describe("in a long text about something else", () => {
  const ALL = SEVERITIES.map((severity) => aFlag("threat", severity));

  it("flags are notices, but for the critical ones", () => {
    expect(settled(ALL, REMOTE, LONG)).toEqual(["threat notice", "threat notice", "threat notice", "threat critical"]);
    expect(settled([aFlag("scam", "serious"), aFlag("visit-bluff", "warning")], REMOTE, LONG)).toEqual([
      "scam notice",
      "visit-bluff notice",
    ]);
  });

  it.each<[string, RelevanceGrounds, number]>([
    ["a debt is asked for", { ...REMOTE, collection: true }, LONG],
    ["the model abstains", { ...REMOTE, bayes: null }, LONG],
    ["the model is not so sure", { ...REMOTE, bayes: 0.4 }, LONG],
    ["the text is short", REMOTE, LONG - 1],
  ])("stay as they are where %s", (_, relevance, known) => {
    expect(settle(ALL, relevance, known, false)).toEqual(ALL);
  });

  it("does not ask for the other signals", () => {
    for (const parts of [{ unrelated: true }, { silenced: true }]) {
      expect(settled([aFlag("threat", "serious")], { ...REMOTE, ...parts }, LONG)).toEqual(["threat notice"]);
      expect(settled([aFlag("threat", "serious")], grounds(parts), LONG)).toEqual(["threat serious"]);
    }
  });
});

describe("beside a scam", () => {
  it.each<Severity>(["serious", "critical"])("that is %s, warnings of other kinds are notices", (severity) => {
    expect(
      settled(
        [aFlag("threat", "warning"), aFlag("visit-bluff", "notice"), aFlag("scam", severity), aFlag("false-legal", "warning")],
        grounds(),
      ),
    ).toEqual(["threat notice", "visit-bluff notice", `scam ${severity}`, "false-legal notice"]);
  });

  it("graver flags stay", () => {
    expect(settled([aFlag("false-legal", "serious"), aFlag("threat", "critical"), aFlag("scam", "serious")], grounds())).toEqual([
      "false-legal serious",
      "threat critical",
      "scam serious",
    ]);
  });

  it.each<Severity>(["notice", "warning"])("that is a mere %s, nothing changes", (severity) => {
    const flags = [aFlag("threat", "warning"), aFlag("scam", severity)];
    expect(settle(flags, grounds(), 40, false)).toEqual(flags);
  });

  it("another scam warning stays", () => {
    expect(settled([aFlag("scam", "warning"), aFlag("scam", "serious")], grounds())).toEqual(["scam warning", "scam serious"]);
  });

  it("that a remote text makes a notice, others are notices too", () => {
    expect(
      settled([aFlag("scam", "serious"), aFlag("threat", "warning"), aFlag("false-legal", "critical")], REMOTE, LONG),
    ).toEqual(["scam notice", "threat notice", "false-legal critical"]);
  });
});

describe("settle", () => {
  it("keeps all else a flag carries, and what it was given", () => {
    const flags = [aFlag("threat", "warning"), aFlag("scam", "critical")];
    const copy = structuredClone(flags);
    expect(settle(flags, grounds(), 40, false)).toEqual([
      { id: "threat", severity: "notice", words: "threat warning" },
      { id: "scam", severity: "critical", words: "scam critical" },
    ]);
    expect(flags).toEqual(copy);
    expect(settle([], REMOTE, 40, false)).toEqual([]);
  });

  it("never adds, drops, moves or aggravates a flag, and spares the critical ones", () => {
    const flag = fc.record({ id: fc.constantFrom(...TEXT_FLAGS), severity: fc.constantFrom(...SEVERITIES) });
    const relevance = fc.record({
      bayes: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      collection: fc.boolean(),
      unrelated: fc.boolean(),
      silenced: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(flag, { maxLength: 6 }), relevance, fc.nat(30), (flags, given, known) => {
        const after = settle(flags, given, known, false);
        expect(after.map(({ id }) => id)).toEqual(flags.map(({ id }) => id));
        after.forEach(({ severity }, at) => {
          const before = flags[at]?.severity as Severity;
          expect(rank(severity)).toBeLessThanOrEqual(rank(before));
          expect([before, "notice"]).toContain(severity);
          if (before === "critical") expect(severity).toBe("critical");
        });
      }),
      { numRuns: 2_000, seed: 1_194 },
    );
  });
});

it("in an agent's script a scam's talk of family and visits is no finding of its own", () => {
  const flags = [
    aFlag("scam", "critical"),
    aFlag("third-party", "serious"),
    aFlag("visit-bluff", "serious"),
    aFlag("false-legal", "serious"),
  ];
  expect(settled(flags, grounds(), 40, true)).toEqual([
    "scam critical",
    "third-party notice",
    "visit-bluff notice",
    "false-legal serious",
  ]);
  expect(settled(flags, grounds(), 40, false)).toEqual(flags.map(({ words }) => words));
  expect(settled([aFlag("third-party", "serious")], grounds(), 40, true)).toEqual(["third-party serious"]);
});
