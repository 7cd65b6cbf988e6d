import { Chalk, type ChalkInstance } from "chalk";
import stringWidth from "string-width";
import { renderProblem } from "../errors.js";
import type { Acceptance } from "../findings/finding.js";
import type { Citation, Evidence, Flag, Report, Severity, Suggestion, Verdict } from "../types.js";
import type { Entry, Reporter, View } from "./entry.js";
import { maskNumbers } from "./mask.js";
import { oneLine, visible } from "./visible.js";
import { wrap } from "./width.js";
import { citedName, FLAG_NAMES, PHRASES, SEVERITY_NAMES, VERDICT_NAMES } from "./words.js";

/** For people: the message with the flagged words marked, each flag with its grounds, then what to do. */
export const pretty: Reporter = (view) => {
  let first = true;
  return {
    before: "",
    entry: (entry) => {
      const gap = first ? "" : "\n";
      first = false;
      return `${gap}${render(entry, view).join("\n")}\n`;
    },
    after: () => "",
  };
};

const VERDICT_COLOURS = {
  unrelated: "dim",
  legitimate: "green",
  questionable: "yellow",
  improper: "red",
  scam: "red",
} as const satisfies Record<Verdict, string>;
const SEVERITY_COLOURS = { notice: "dim", warning: "yellow", serious: "red", critical: "red" } as const satisfies Record<
  Severity,
  string
>;
/** At most this much advice a message: more is not read by someone who is afraid. */
const MOST_ADVICE = 5;

function render(entry: Entry, view: View): string[] {
  const paint = new Chalk({ level: view.colour ? 1 : 0 });
  const words = PHRASES[view.language];
  if (entry.kind === "error") {
    return [
      ...row(view.width, [paint.bold, oneLine(entry.id)], [paint.red, words.unread]),
      ...wrap(visible(renderProblem(entry.problem)), view.width - 2).map((line) => `  ${line}`),
    ];
  }
  const { report, text, findings } = entry;
  const shown = view.mask ? maskNumbers(text) : text;
  const name = VERDICT_NAMES[view.language][report.verdict];
  return [
    ...row(
      view.width,
      [paint.bold, oneLine(report.id)],
      [paint.bold[VERDICT_COLOURS[report.verdict]], view.language === "zh" ? `${name} ${report.verdict}` : name],
      [String, `${words.confidence} ${percent(report.confidence)}`],
    ),
    "",
    ...messageLines(shown, report, view, paint),
    ...report.flags.flatMap((flag, i) => [
      "",
      ...flagLines(flag, findings?.[i]?.accepted, shown, view, paint),
      ...suggestionLines(findings?.[i]?.suggest, view),
    ]),
    ...adviceLines(report, view, paint),
  ];
}

/** Short things side by side, each in its own paint; what does not fit goes on further lines. */
function row(width: number, ...cells: readonly (readonly [(text: string) => string, string])[]): string[] {
  const lines: string[] = [];
  let used = width;
  for (const [paint, text] of cells) {
    for (const part of wrap(text, width)) {
      const size = stringWidth(part);
      const fits = used + 2 + size <= width;
      lines.push(fits ? `${lines.pop()}  ${paint(part)}` : paint(part));
      used = fits ? used + 2 + size : size;
    }
  }
  return lines;
}

/** The message itself; flagged words are underlined and, without colour, put in ⟦ ⟧. */
function messageLines(text: string, { flags }: Report, view: View, paint: ChalkInstance): string[] {
  // A message may not pass its own brackets off as ours.
  const shown = visible(text).replaceAll("⟦", "[").replaceAll("⟧", "]");
  let marked = "";
  let at = 0;
  for (const { start, end } of markedSpans(flags)) {
    marked += `${shown.slice(at, start)}⟦${shown.slice(start, end)}⟧`;
    at = end;
  }
  marked += shown.slice(at);
  const lines = wrap(marked, view.width - 2);
  if (!view.colour) return lines.map((line) => `  ${line}`.trimEnd());
  let inside = false;
  return lines.map((line) => {
    let painted = "";
    for (const part of line.split(/([⟦⟧])/)) {
      if (part === "⟦" || part === "⟧") inside = part === "⟦";
      else if (part !== "") painted += inside ? paint.bold.underline(part) : part;
    }
    return `  ${painted}`.trimEnd();
  });
}

/** Where rules found something: in order, what overlaps made one. */
function markedSpans(flags: readonly Flag[]): { start: number; end: number }[] {
  const spans = flags
    .flatMap(({ evidence }) =>
      evidence.flatMap((one) => (one.by === "rule" || one.by === "arithmetic" ? [{ start: one.start, end: one.end }] : [])),
    )
    .sort((a, b) => a.start - b.start);
  const merged: { start: number; end: number }[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else merged.push(span);
  }
  return merged;
}

function flagLines(
  { id, severity, confidence, evidence, guidance }: Flag,
  accepted: Acceptance | undefined,
  text: string,
  view: View,
  paint: ChalkInstance,
): string[] {
  const words = PHRASES[view.language];
  const { confidence: sure } = words;
  const name = FLAG_NAMES[view.language][id];
  return [
    ...row(
      view.width,
      [paint.bold[SEVERITY_COLOURS[severity]], SEVERITY_NAMES[view.language][severity]],
      [paint.bold, view.language === "zh" ? `${name} ${id}` : name],
      [String, `${sure} ${percent(confidence)}`],
    ),
    ...(accepted ? item(`${words.accepted} ${accepted.until}${words.colon}${visible(accepted.reason)}`, view) : []),
    ...grounds(evidence, text, view).flatMap((line) => item(line, view)),
    ...guidance.flatMap((citation) => item(cited(citation, view), view)),
  ];
}

/** One line a rule, with all its words; then the model's, then what came from beside the text. */
function grounds(evidence: readonly Evidence[], text: string, view: View): string[] {
  const words = PHRASES[view.language];
  const byRule = new Map<string, string[]>();
  const others: string[] = [];
  for (const one of evidence) {
    if (one.by === "rule") byRule.set(one.rule, [...(byRule.get(one.rule) ?? []), visible(text.slice(one.start, one.end))]);
    else if (one.by === "arithmetic")
      others.push(
        `“${visible(text.slice(one.start, one.end))}” ${[one.arithmetic, one.compared].flatMap((line) => line?.[view.language] ?? []).join(view.language === "zh" ? "；" : "; ")}`,
      );
    else if (one.by === "bayes") others.push(`${words.bayes}${words.colon}${wordsIn(one.terms).join(words.list)} (${one.band})`);
    else others.push(`${words.metadata}${words.colon}${one.field} ${visible(view.mask ? maskNumbers(one.value) : one.value)}`);
  }
  const rules = [...byRule].map(([rule, texts]) =>
    [`“${[...new Set(texts)].join("” “")}”`, view.ruleOf(rule)?.why, `[${rule}]`].filter(Boolean).join(" "),
  );
  return [...rules, ...others];
}

/** The words among the model's terms; what signals it went by as well means nothing to a reader. */
const wordsIn = (terms: readonly { readonly term: string }[]): string[] =>
  terms.filter(({ term }) => !term.startsWith("signal:")).map(({ term }) => term.replace("_", ""));

function cited(citation: Citation, view: View): string {
  const words = PHRASES[view.language];
  const doubt = citation.sourceConfidence === "secondary" ? words.secondary : "";
  return `${citedName(citation, view.language)}${doubt}${words.colon}${citation.says}`;
}

/** In English what to say and, as the message is Chinese, how. */
function suggestionLines(suggest: Suggestion | undefined, view: View): string[] {
  if (!suggest) return [];
  const words = PHRASES[view.language];
  const said = view.language === "zh" ? suggest.zh : `${suggest.en} “${suggest.zh}”`;
  return item(visible(`${words.suggest}${words.colon}${said}`), view);
}

function adviceLines({ advice, verdict }: Report, view: View, paint: ChalkInstance): string[] {
  if (advice.length === 0) return [];
  const words = PHRASES[view.language];
  return [
    "",
    paint.bold(words.next),
    ...advice.slice(0, MOST_ADVICE).flatMap(({ text }, i) => hang(`${i + 1}. `, text, view.width, 2)),
    ...(verdict === "unrelated" ? [] : ["", ...wrap(words.disclaimer, view.width - 2).map((line) => `  ${paint.dim(line)}`)]),
  ];
}

const item = (text: string, view: View): string[] => hang("· ", text, view.width, 2);

/** Text behind a mark, its further lines under the first. */
function hang(mark: string, text: string, width: number, indent: number): string[] {
  const pad = " ".repeat(indent);
  return wrap(text, width - indent - mark.length).map((line, i) => `${pad}${i === 0 ? mark : " ".repeat(mark.length)}${line}`);
}

const percent = (confidence: number): string => `${Math.round(confidence * 100)}%`;
