import type { RuleWorth } from "./worth.js";
import type { SignalWorth } from "./worth-signals.js";

/** Flag rules by worth, then those that do harm and those that never hold, then the signals. */
export function renderWorth(messages: number, rules: readonly RuleWorth[], signals: readonly SignalWorth[]): string {
  const idle = rules.filter(({ right, wrong }) => right + wrong === 0);
  const harmful = rules.filter((rule) => !idle.includes(rule) && isHarmful(rule));
  const rest = rules.filter((rule) => !idle.includes(rule) && !harmful.includes(rule));
  return `${[
    `${messages} messages. Right and wrong: on messages with and without the flag; sole: no other rule raises it there.`,
    "Points: macro-F1 that goes when the rule is left out; verdicts: right ones that go.",
    ...section("rules by worth", RULE_HEAD, rest.map(ruleRow)),
    // The most harmful first.
    ...section("better left out", RULE_HEAD, harmful.toReversed().map(ruleRow)),
    ...section(
      "no hit",
      null,
      idle.map(({ id, severity }) => `${id} (${severity})`),
    ),
    ...section(
      "signals",
      SIGNAL_HEAD,
      signals.flatMap((signal) => [signalRow(signal), ...signal.rules.map((rule) => signalRow(rule, "  "))]),
    ),
  ].join("\n")}\n`;
}

const isHarmful = ({ macroF1, verdicts }: RuleWorth): boolean => macroF1 < -EPSILON || (macroF1 < EPSILON && verdicts < 0);
/** Sums of fractions differ in their last digits. */
const EPSILON = 1e-9;

const section = (title: string, head: string | null, rows: readonly string[]): string[] =>
  rows.length === 0 ? [] : ["", `## ${title} (${rows.length})`, ...(head === null ? [] : [head]), ...rows];

const NAME = 40;
const columns = (name: string, cells: readonly string[]): string =>
  name.padEnd(NAME) + cells.map((cell) => cell.padStart(12)).join("");
const RULE_HEAD = columns("", ["severity", "right", "wrong", "sole right", "sole wrong", "points", "verdicts"]);
const SIGNAL_HEAD = columns("", ["messages", "kept right", "wrong", "gave right", "wrong"]);

const ruleRow = ({ id, severity, right, wrong, soleRight, soleWrong, macroF1, verdicts }: RuleWorth): string =>
  columns(id, [severity, ...[right, wrong, soleRight, soleWrong].map(String), signed(macroF1, 2), signed(verdicts, 0)]);

const signalRow = (
  { id, messages, silencedRight, silencedWrong, enabledRight, enabledWrong }: SignalWorth,
  indent = "",
): string => columns(indent + id, [messages, silencedRight, silencedWrong, enabledRight, enabledWrong].map(String));

/** Without a minus before nothing. */
function signed(value: number, digits: number): string {
  const written = value.toFixed(digits);
  return Number(written) === 0 ? "0" : value > 0 ? `+${written}` : written;
}
