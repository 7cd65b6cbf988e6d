import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { traditionalPairs } from "../build/traditional.js";
import { compileKnowledge } from "../knowledge/compile.js";
import { KNOWLEDGE_DIRECTORY, loadKnowledge } from "../knowledge/load.js";
import { createReading } from "../reading.js";
import { loadSegmenter } from "../segment/segmenter.js";
import { createDirectory } from "../senders/standing.js";
import { createNormaliser } from "../text/normalise.js";
import { TEXT_FLAGS } from "../types.js";
import { yamlFilesBelow } from "../yaml-file.js";
import { compilePattern } from "./compile.js";
import { createTrials } from "./examples.js";
import { MOST_ONCE, MOST_STEPS, slowness, type Work, workOf } from "./linear.js";
import { patternsOf } from "./load.js";
import { ruleSchema } from "./schema.js";
import type { Subject } from "./subject.js";

const root = fileURLToPath(new URL("../../rules", import.meta.url));
const knowledge = loadKnowledge();
const { rules } = knowledge;
const signalRules = rules.filter(({ signal }) => signal);
const flagRules = rules.filter(({ flag }) => flag);

const normalise = createNormaliser(knowledge.normaliser);
const segmenter = loadSegmenter(KNOWLEDGE_DIRECTORY);

const read = createReading(
  normalise,
  createDirectory(knowledge.senders, (text) => normalise(text).text),
  () => segmenter,
);
/** A message as the classifier hands it to the rules. */
const subjectOf = (raw: string): Subject => read({ text: raw }).subject;

const trials = createTrials(rules, knowledge.matching, subjectOf);

describe.each(rules)("$id", (rule) => {
  const attempt = trials.of(rule);
  const touched = trials.touches(rule);

  it.each(rule.examples.bad)("holds for %s", (text) => {
    expect(attempt(text)).toMatchObject({ holds: true });
  });

  it.each(rule.examples.ok)("does not hold for %s", (text) => {
    expect(attempt(text)).toMatchObject({ holds: false });
  });

  it.each(rule.examples.ok)("could have taken in %s", (text) => {
    expect(touched(text)).toBe(true);
  });
});

describe("the rules as a whole", () => {
  it("are those in rules/, built", () => {
    // Where this fails, run: npm run build
    expect(JSON.parse(JSON.stringify(compileKnowledge(root, traditionalPairs())))).toEqual(knowledge);
  });

  it("are at least seventy for flags, some for every flag", () => {
    expect(flagRules.length).toBeGreaterThanOrEqual(70);
    for (const id of TEXT_FLAGS) expect(flagRules.filter(({ flag }) => flag === id).length, id).toBeGreaterThanOrEqual(10);
  });

  it("have an id each; flag rules stand in the order of their ids, behind the signals", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    expect(rules.map(({ id }) => id)).toEqual([...signalRules.map(({ id }) => id), ...flagRules.map(({ id }) => id).toSorted()]);
    for (const { id, flag } of rules) expect(id.split("/")[0]).toBe(flag ?? "signals");
  });

  it("never look for the same thing twice", () => {
    const seen = new Map<string, string>();
    const twice = rules.flatMap(({ id, any }) =>
      any.flatMap((condition) => {
        const key = JSON.stringify(condition);
        const other = seen.get(key);
        seen.set(key, id);
        // Entities are few; what a rule adds to them stands in its `where`.
        return other === undefined || condition.entity ? [] : [`${other} and ${id}: ${key}`];
      }),
    );
    expect(twice).toEqual([]);
  });

  it("use an example once", () => {
    const seen = new Map<string, string>();
    const twice = rules.flatMap(({ id, examples }) =>
      [...examples.bad, ...examples.ok].flatMap((text) => {
        const { text: key } = normalise(text);
        const other = seen.get(key);
        seen.set(key, id);
        return other === undefined ? [] : [`${other} and ${id}: ${text}`];
      }),
    );
    expect(twice).toEqual([]);
  });

  it("cite guidance that there is", () => {
    const known = new Set(knowledge.guidance.map(({ id }) => id));
    expect(
      flagRules.flatMap(({ id, guidance }) => guidance.filter((one) => !known.has(one)).map((one) => `${id}: ${one}`)),
    ).toEqual([]);
    expect(flagRules.filter(({ guidance }) => guidance.length === 0)).toEqual([]);
  });

  it("have words to be looked up by, but for those that cannot", () => {
    const without = rules.filter(({ words }) => words === null).map(({ id }) => id);
    expect(without.toSorted()).toEqual(Object.keys(WITHOUT_WORDS).toSorted());
  });
});

describe("the patterns of the rules", () => {
  let works: readonly { readonly id: string; readonly work: Work }[] = [];
  beforeAll(() => {
    // Many rules share one.
    const known = new Map<string, Work>();
    works = rules.flatMap((rule) =>
      patternsOf(rule).map(({ source }) => {
        const work = known.get(source) ?? workOf(source);
        known.set(source, work);
        return { id: rule.id, work };
      }),
    );
  }, 90_000);

  it("are all shown to take time in proportion to the length of a message", () => {
    expect(works.filter(({ work }) => "part" in work)).toEqual([]);
    expect(workOf(`(?:${knowledge.matching.negation})$`)).toHaveProperty("steps");
  });

  it("keep to the limit of rules of others, but for those known", () => {
    const slow = works.filter(({ work }) => "steps" in work && !(work.steps <= MOST_STEPS && work.once <= MOST_ONCE));
    expect([...new Set(slow.map(({ id }) => id))].toSorted()).toEqual([...ABOVE_THE_LIMIT].toSorted());
  });

  it("of the lists can be used in rules of others, all but one", () => {
    const refused = Object.keys(knowledge.terms).filter((name) => slowness(compilePattern(`{${name}}`, knowledge.terms)));
    // Any way to say "your", a gap, and any of four long lists that overlap: made for the built-in rules.
    expect(refused).toEqual(["tp-yours"]);
  });
});

/**
 * Rules with a pattern of several long lists and gaps between them, for which no bound below the limit is shown.
 * The bound is for a text made up of the words of all the lists at once; on the fixtures and on texts of their words
 * strung together they take some microseconds a character.
 */
const ABOVE_THE_LIMIT: readonly string[] = [
  "false-legal/consequences-piled",
  "false-legal/freeze-accounts",
  "false-legal/identity-misused",
  "false-legal/invented-fees",
  "scam/cancel-or-record",
  "scam/court-link",
  "scam/link-to-pay-for-kin",
  "scam/membership-to-withdraw",
  "scam/registry-link",
  "scam/student-account",
  "scam/tasks-for-debt",
  "signals/collection-due",
  "signals/collection-overdue",
  "signals/debtor-plea",
  "signals/informing-general",
  "signals/informing-news",
  "third-party/already-heard",
  "third-party/already-told",
  "third-party/contact-steps",
  "third-party/contacts-told",
  "third-party/everyone-knows",
  "third-party/family-hint",
  "third-party/family-told",
  "third-party/group-notice",
  "third-party/he-owes",
  "third-party/may-contact",
  "third-party/mourning-gifts",
  "third-party/numbers-in-hand",
  "third-party/official-letter",
  "third-party/online-anywhere",
  "third-party/only-others-left",
  "third-party/others-would-think",
  "third-party/pay-out-of",
  "third-party/people-known",
  "third-party/phonebook-blast",
  "third-party/relative-owes",
  "third-party/relay-debt",
  "third-party/relay-reason",
  "third-party/relay-silent",
  "third-party/relay-stranger",
  "third-party/send-to-others",
  "third-party/soft-hint",
  "third-party/staff-owes",
  "third-party/tell-them",
  "third-party/to-authorities",
  "third-party/village-told",
  "third-party/visit-relatives",
  "third-party/whereabouts",
  "third-party/witnesses",
  "third-party/work-told",
  "threat/bare-menace",
  "threat/kin-dragged-in",
  "threat/kin-routine",
  "threat/menace-tail",
  "threat/sabotage-hinted",
  "visit-bluff/at-your-door",
  "visit-bluff/conditional-visit",
  "visit-bluff/dated-visit",
  "visit-bluff/dispatch-sheet",
  "visit-bluff/going-for-you",
  "visit-bluff/kin-and-workplace",
  "visit-bluff/local-team",
  "visit-bluff/or-else-visit",
  "visit-bluff/people-at-your-place",
  "visit-bluff/people-sent",
  "visit-bluff/planned-visit",
  "visit-bluff/reluctant-visit",
  "visit-bluff/team-arrived",
  "visit-bluff/team-coming",
  "visit-bluff/team-on-the-way",
  "visit-bluff/too-early",
  "visit-bluff/visit-reported",
  "visit-bluff/with-officials",
];

/** Rules that are tried on every message, and why no word can stand before them. */
const WITHOUT_WORDS: Readonly<Record<string, string>> = {
  "signals/speaker-demand": "begins with a look-behind; the demand itself is one character",
  "signals/speaker-pressure": "looks for 您, 你 or 妳",
  "signals/speaker-channel": "looks for entities",
  "signals/speaker-script": "looks for 您 or 你 after a form of address",
  "signals/speaker-dialogue": "looks for 我 and 你 in one sentence",
  "signals/informing-faq": "looks for a single letter before a colon",
  "signals/informing-fiction": "looks for a chapter number: 第, figures, 章",
  "signals/informing-news": "looks for a surname and one more character",
  "signals/informing-question": "looks for 吗 or 么 at the end",
  "signals/informing-quotation": "looks for quotation marks",
  "signals/informing-remedies": "looks for 让 or 请 with what follows",
  "signals/informing-warning": "looks for 勿, 别 or 莫",
  "signals/debtor-plea": "looks for 我 with what follows",
  "signals/debtor-story": "looks for 我, 妈 or 爸 with what follows",
  "signals/court-correspondence": "looks for a case number, an entity",
  "signals/collection-due": "looks for 请 with what follows",
  "signals/collection-plain": "looks for 不 or 没 before 还",
  "signals/collection-private": "looks for 借, 垫 or 欠 with what follows",
  "signals/collection-status": "looks for 逾 and a number of days",
  "signals/collection-talks": "looks for 您 or 你 after an offer",
  "signals/collection-trade": "looks for any name before 总",
  "signals/debt": "looks for 债 or 欠 by itself",
  "signals/unrelated-everyday": "looks for 欠 with what follows",
  "signals/unrelated-voucher": "looks for 折 after a number",
  "signals/collection-late": "looks for 晚, 迟 or 超 and a number of days",
  "signals/official-channel": "looks for entities",
  "signals/checkable-visit": "rests on a signal",
  "signals/checkable-suit": "rests on a signal",
  "scam/another-lenders-channel": "looks for entities",
  "scam/channel-not-its-own": "looks for entities",
  "scam/lender-disagrees": "rests on a signal",
  "false-legal/seal-on-door": "looks for 你 … 家 … 贴 … 了, single characters all",
};

describe("the files of the rules", () => {
  const files = [...TEXT_FLAGS, "signals"].flatMap((folder) => yamlFilesBelow(join(root, folder)));
  const KEYS = Object.keys(ruleSchema.shape);

  it("are one a rule", () => {
    expect(files.map(({ file }) => relative(root, file).replace(/\.yml$/, "")).toSorted()).toEqual(
      rules.map(({ id }) => id).toSorted(),
    );
  });

  it.each(files.map(({ file }) => relative(root, file)))("%s has at most sixty lines, its keys in order", (file) => {
    const source = readFileSync(join(root, file), "utf8");
    expect(source.endsWith("\n")).toBe(true);
    expect(source.trimEnd().split("\n").length).toBeLessThanOrEqual(60);
    const keys = Object.keys(parse(source) as Record<string, unknown>);
    expect(keys).toEqual(KEYS.filter((key) => keys.includes(key)));
  });
});
