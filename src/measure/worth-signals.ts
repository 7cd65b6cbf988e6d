import type { CompiledCondition } from "../rules/compile.js";
import { rank, type TextFlagId } from "../types.js";
import type { Labelled } from "./fixtures.js";
import type { Opened } from "./opened.js";
import { countedFlags } from "./score.js";

/** What a signal, or one rule that gives it, does on labelled messages. */
export interface SignalWorth {
  /** The signal; for a rule of its own, the rule's id. */
  readonly id: string;
  readonly messages: number;
  /** Flags kept from being raised: silenced, stopped by an `unless`, eased to a notice; rightly, wrongly. */
  readonly silencedRight: number;
  readonly silencedWrong: number;
  /** Flags raised by a rule that asks for the signal; rightly, wrongly. */
  readonly enabledRight: number;
  readonly enabledWrong: number;
  /** The rules that give it; what they do is counted where no other gives it. */
  readonly rules: readonly SignalWorth[];
}

export interface SignalCase {
  readonly labelled: Pick<Labelled, "flags">;
  readonly opened: Pick<Opened, "report" | "signals" | "held" | "givers" | "stopped">;
}

type Tally = { -readonly [Key in Exclude<keyof SignalWorth, "id" | "rules">]: number };

/** The worth of each signal that occurs, those with most effect first. */
export function worthOfSignals(cases: readonly SignalCase[]): SignalWorth[] {
  const signals = new Map<string, Tally>();
  const rules = new Map<string, Map<string, Tally>>();
  for (const { labelled, opened } of cases) {
    const raised = countedFlags(opened.report.flags);
    for (const name of opened.signals.keys()) {
      const silenced = silencedBy(name, opened).filter((flag) => !raised.includes(flag));
      const enabled = enabledBy(name, opened).filter((flag) => raised.includes(flag));
      const wanted = (flag: TextFlagId): boolean => labelled.flags.includes(flag);
      const effect: Tally = {
        messages: 1,
        silencedRight: silenced.filter((flag) => !wanted(flag)).length,
        silencedWrong: silenced.filter(wanted).length,
        enabledRight: enabled.filter(wanted).length,
        enabledWrong: enabled.filter((flag) => !wanted(flag)).length,
      };
      add(signals, name, effect);
      const givers = opened.givers.filter(({ rule }) => rule.signal === name);
      const ofSignal = rules.get(name) ?? new Map<string, Tally>();
      rules.set(name, ofSignal);
      for (const { rule } of givers) add(ofSignal, rule.id, givers.length === 1 ? effect : { ...NONE, messages: 1 });
    }
  }
  const ranked = (tallies: ReadonlyMap<string, Tally>, below: (id: string) => readonly SignalWorth[]): SignalWorth[] =>
    [...tallies]
      .map(([id, tally]) => ({ id, ...tally, rules: below(id) }))
      .sort((a, b) => effects(b) - effects(a) || b.messages - a.messages || (a.id < b.id ? -1 : 1));
  return ranked(signals, (name) => ranked(rules.get(name) ?? new Map(), () => []));
}

const NONE: Tally = { messages: 0, silencedRight: 0, silencedWrong: 0, enabledRight: 0, enabledWrong: 0 };

const effects = ({ silencedRight, silencedWrong, enabledRight, enabledWrong }: SignalWorth): number =>
  silencedRight + silencedWrong + enabledRight + enabledWrong;

function add(tallies: Map<string, Tally>, id: string, effect: Tally): void {
  const tally = tallies.get(id) ?? { ...NONE };
  for (const key of Object.keys(NONE) as (keyof Tally)[]) tally[key] += effect[key];
  tallies.set(id, tally);
}

const asks = (conditions: readonly CompiledCondition[], name: string): boolean =>
  conditions.some(({ signal }) => signal?.includes(name));

function silencedBy(name: string, { stopped, held }: SignalCase["opened"]): TextFlagId[] {
  const kept = stopped.filter(
    ({ rule, stop }) =>
      rank(rule.severity) >= rank("warning") &&
      ((stop.by === "silenced" && stop.signal === name) || (stop.by === "unless" && asks([stop.condition], name))),
  );
  const eased = held.filter(
    ({ rule, severity }) => severity === "notice" && rule.severity !== "notice" && asks(rule.eased, name),
  );
  return distinct([...kept, ...eased]);
}

const enabledBy = (name: string, { held }: SignalCase["opened"]): TextFlagId[] =>
  distinct(
    held.filter(
      ({ rule, severity }) =>
        rank(severity) >= rank("warning") && asks([...rule.any, ...rule.where, ...(rule.near?.any ?? [])], name),
    ),
  );

const distinct = (of: readonly { readonly rule: { readonly flag?: TextFlagId } }[]): TextFlagId[] => [
  ...new Set(of.flatMap(({ rule }) => rule.flag ?? [])),
];
