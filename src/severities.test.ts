import { describe, expect, it } from "vitest";
import { buildClassifier, type ClassifierOptions } from "./classifier.js";
import { UserError } from "./errors.js";
import type { Message } from "./types.js";

const THREAT = "再不还钱，我找几个兄弟打断你的腿。";
const VISIT = "您的借款已逾期，如仍不处理，不排除安排人员上门走访，请尽快还款。";
const BOTH = "您的借款已逾期三天，再不还我叫人打断你的腿，明天安排人员上门走访。";
const SIGNED = "【京东金融】您的白条账单已逾期3天，应还512.30元，请登录京东App还款，客服95118。";
const DEAR = "您的借款年利率40%，已逾期5天，请尽快还款。";
const UNSIGNED = "欠款逾期五天，请尽快还款。";

/** The verdict, and each flag with its severity. */
async function judged(options: ClassifierOptions, message: string | Message): Promise<string> {
  const { classify } = await buildClassifier({ asOf: "2026-03-01", ...options });
  const { verdict, flags } = classify(typeof message === "string" ? { text: message } : message);
  return [verdict, ...flags.map(({ id, severity }) => `${id}:${severity}`)].join(" ");
}

const problemsOf = async (options: ClassifierOptions): Promise<unknown> => {
  const error = await buildClassifier(options).catch((reason: unknown) => reason);
  return error instanceof UserError ? error.problems : error;
};

describe("severities of a house", () => {
  it.each<[string, ClassifierOptions["severities"], string, string]>([
    ["none", undefined, THREAT, "improper threat:critical unidentified:notice"],
    ["none said", {}, THREAT, "improper threat:critical unidentified:notice"],
    ["a flag, milder", { threat: "warning" }, THREAT, "questionable threat:warning unidentified:notice"],
    ["a flag that becomes a hint", { threat: "notice" }, THREAT, "legitimate threat:notice unidentified:notice"],
    ["a flag, graver", { "visit-bluff": "serious" }, VISIT, "improper visit-bluff:serious unidentified:notice"],
    ["a flag that is off", { threat: "off" }, THREAT, "legitimate unidentified:notice"],
    ["a flag beside the text", { unidentified: "serious" }, UNSIGNED, "improper unidentified:serious"],
    ["one flag of two", { threat: "off" }, BOTH, "improper visit-bluff:serious unidentified:notice"],
  ])("%s", async (_, severities, text, expected) => {
    expect(await judged(severities ? { severities } : {}, text)).toBe(expected);
  });

  it("hold for a rule, and before those for its flag", async () => {
    const rule = "threat/maim-or-kill";
    const others = { "threat/two-menaces-body": "off" } as const;
    expect(await judged({ severities: { [rule]: "warning", ...others } }, THREAT)).toMatch(/^questionable threat:warning/);
    expect(await judged({ severities: { [rule]: "serious", threat: "notice", ...others } }, THREAT)).toMatch(
      /^improper threat:serious/,
    );
    const { classify, rules } = await buildClassifier({ severities: { threat: "warning", [rule]: "off" } });
    const evidence = classify({ text: THREAT }).flags.flatMap((flag) => flag.evidence);
    expect(evidence.some((one) => one.by === "rule" && one.rule === rule)).toBe(false);
    expect(rules.some(({ id }) => id === rule)).toBe(false);
    expect(new Set(rules.filter(({ flag }) => flag === "threat").map(({ severity }) => severity))).toEqual(new Set(["warning"]));
  });

  it("raise no hint of a flag, unless its rule is named", async () => {
    const severityOf = async (severities: ClassifierOptions["severities"] = {}, id = "third-party") => {
      const { rules, knowledge } = await buildClassifier({ severities });
      const hint = knowledge.rules.find(({ flag, severity }) => flag === id && severity === "notice");
      return [hint?.id, rules.find((rule) => rule.id === hint?.id)?.severity] as const;
    };
    const [hint, shipped] = await severityOf();
    expect([shipped, (await severityOf({ "third-party": "critical" }))[1]]).toEqual(["notice", "notice"]);
    expect((await severityOf({ [hint as string]: "critical" }))[1]).toBe("critical");
  });

  it("make what only the model or arithmetic says milder, never graver", async () => {
    const message = { text: DEAR, sentAt: "2026-03-01T10:00:00" };
    const { classify } = await buildClassifier({ institution: "small-loan" });
    const dear = classify(message).flags.find(({ id }) => id === "false-legal");
    expect(dear?.evidence.map(({ by }) => by)).toContain("arithmetic");
    const weighed = async (severity: "notice" | "critical") => {
      const { classify: strict } = await buildClassifier({ institution: "small-loan", severities: { "false-legal": severity } });
      return strict(message).flags.find(({ id }) => id === "false-legal")?.severity;
    };
    expect([dear?.severity, await weighed("critical"), await weighed("notice")]).toEqual(["warning", "warning", "notice"]);
  });

  it("leave confidences of flags as they are", async () => {
    const confidences = async (severities: ClassifierOptions["severities"] = {}) => {
      const { classify } = await buildClassifier({ severities });
      return [THREAT, VISIT, BOTH].flatMap((text) => classify({ text }).flags.map(({ id, confidence }) => [id, confidence]));
    };
    const shipped = await confidences();
    expect(await confidences({ threat: "notice", "visit-bluff": "critical" })).toEqual(shipped);
    expect(await confidences({ threat: "warning", "visit-bluff": "notice", unidentified: "critical" })).toEqual(shipped);
  });

  it("are refused where there is nothing they could hold for, all at once", async () => {
    expect(
      await problemsOf({
        disable: ["threat/insalt"],
        severities: { thread: "notice", "signals/collection-due": "critical", "signals/collection-fees": "off" },
      }),
    ).toEqual([
      {
        code: "unknown-rule",
        message: "--disable threat/insalt: there is no such rule or flag",
        hint: "did you mean threat/insult?",
        given: ["disable", "threat/insalt"],
      },
      {
        code: "unknown-rule",
        message: "severities thread: there is no such rule or flag",
        hint: "did you mean threat?",
        given: ["severities", "thread"],
      },
      {
        code: "no-severity",
        message: "severities signals/collection-due: this rule raises no flag, so it has no severity",
        hint: 'say "off" to switch it off',
        given: ["severities", "signals/collection-due"],
      },
    ]);
  });
});

describe("a creditor that must be named", () => {
  const required = { unidentified: { required: true } } as const;

  it("is missed as a warning, in the text itself", async () => {
    expect(await judged(required, UNSIGNED)).toBe("questionable unidentified:warning");
    expect(await judged(required, SIGNED)).toBe("legitimate");
    // Who sends it is known to us, not to its reader.
    expect(await judged({ lender: "jd" }, UNSIGNED)).toBe("legitimate");
    expect(await judged({ ...required, lender: "jd" }, UNSIGNED)).toBe("questionable unidentified:warning");
    expect(await judged(required, { text: UNSIGNED, lender: "jd" })).toBe("questionable unidentified:warning");
    expect(await judged({ ...required, lender: "jd" }, SIGNED)).toBe("legitimate");
    expect(await judged(required, "今晚一起去看电影吗？")).toBe("unrelated");
  });

  it("is as grave as the house says", async () => {
    expect(await judged({ ...required, severities: { unidentified: "critical" } }, UNSIGNED)).toBe(
      "improper unidentified:critical",
    );
  });

  it("need not be looked for", async () => {
    expect(await judged({ unidentified: { required: false } }, UNSIGNED)).toBe("legitimate");
  });
});

describe("the kind of institution", () => {
  it("decides which cap on rates and which guidance apply, where no lender we know is named", async () => {
    const compared = async (options: ClassifierOptions, text = DEAR) => {
      const { classify } = await buildClassifier({ asOf: "2026-03-01", ...options });
      return classify({ text }).flags.flatMap(({ evidence }) =>
        evidence.flatMap((one) => (one.by === "arithmetic" ? [one.compared?.zh] : [])),
      );
    };
    const [unknown, bank, smallLoan] = await Promise.all([
      compared({}),
      compared({ institution: "bank" }),
      compared({ institution: "small-loan" }),
    ]);
    expect(new Set([unknown?.[0], bank?.[0], smallLoan?.[0]]).size).toBe(3);
    const hidden = { severities: { unidentified: "off" } } as const;
    expect(await judged(hidden, DEAR)).toBe("legitimate false-legal:notice");
    expect(await judged({ ...hidden, institution: "small-loan" }, DEAR)).toBe("questionable false-legal:warning");
    // A lender that is named says more than the house.
    const named = `【招商银行】${DEAR}`;
    expect(await compared({ institution: "small-loan" }, named)).toEqual(await compared({}, named));
  });
});
