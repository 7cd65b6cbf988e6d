import { BAYES_CLASSES } from "../bayes/model.js";
import { type CrossValidation, YES } from "../measure/cross-validate.js";
import type { Score } from "../measure/score.js";

/** The figures of a cross-validation as one table of 80 columns: the model alone, then what it adds to the rules. */
export function renderCrossValidation({ classes, abstained, rulesAlone, rulesAndModel }: CrossValidation): string {
  const before = mainFigures(rulesAlone);
  const after = mainFigures(rulesAndModel);
  return [
    "",
    "cross-validation: each message judged by a model that has not seen it",
    "",
    row(`model alone, p ≥ ${YES}`, ["examples", "precision", "recall", "F1", "log loss"]),
    ...BAYES_CLASSES.map((name) => {
      const { examples, precision, recall, f1, logLoss } = classes[name];
      return row(name, [String(examples), ...[precision, recall, f1, logLoss].map(figure)]);
    }),
    row("abstained on", [String(abstained), "", "", "", ""]),
    "",
    row("whole classifier", ["messages", "flagged F1", "macro-F1", "verdict exact"]),
    row("rules alone", [String(rulesAlone.messages), ...before.map(figure)]),
    row("rules and model", [String(rulesAndModel.messages), ...after.map(figure)]),
    row("what the model adds", ["", ...after.map((value, i) => signed(value, before[i] as number))]),
    "",
  ].join("\n");
}

const mainFigures = ({ flagged, macroF1, verdictsExact }: Score): number[] => [flagged.f1, macroF1, verdictsExact];

const PLACES = 3;
const figure = (value: number | null): string => value?.toFixed(PLACES) ?? "–";

/** The difference of what is shown: of figures rounded as the lines above have them. */
function signed(after: number, before: number): string {
  const difference = Number(after.toFixed(PLACES)) - Number(before.toFixed(PLACES));
  return `${difference < 0 ? "−" : "+"}${Math.abs(difference).toFixed(PLACES)}`;
}

const NAME_WIDTH = 20;
const CELLS_WIDTH = 60;

function row(name: string, cells: readonly string[]): string {
  const width = CELLS_WIDTH / cells.length;
  return (name.padEnd(NAME_WIDTH) + cells.map((cell) => cell.padStart(width)).join("")).trimEnd();
}
