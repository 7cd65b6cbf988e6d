import { fitLogistic } from "../bayes/logistic.js";
import { buildClassifier } from "../classifier.js";
import type { Knowledge } from "../knowledge/knowledge.js";
import { type FlagId, TEXT_FLAGS } from "../types.js";
import { type Calibration, flagFeatures, verdictFeatures } from "../verdict/confidence.js";
import type { Labelled } from "./fixtures.js";

/** Sober weights: the gold set has no more than a thousand messages. */
const PENALTY = 0.01;

/**
 * Fits both confidences on messages that neither rules nor model have learnt from. A flag is right
 * when the label has it, a verdict when it is the label's.
 */
export async function calibrate(labelled: readonly Labelled[], knowledge: Knowledge): Promise<Calibration> {
  const { weigh } = await buildClassifier({}, knowledge);
  const raised = labelled.flatMap(({ message, flags }) =>
    weigh(message)
      .weighing.flags.filter(({ id, severity }) => (TEXT_FLAGS as readonly FlagId[]).includes(id) && severity !== "notice")
      .map(({ id, ...grounds }) => ({ row: flagFeatures(grounds), right: (flags as readonly FlagId[]).includes(id) })),
  );
  const flag = fitLogistic(
    raised.map(({ row }) => row),
    raised.map(({ right }) => right),
    PENALTY,
  );

  // A verdict's confidence rests on that of its flags: weigh again with the new weights.
  const again = await buildClassifier({}, { ...knowledge, calibration: { ...knowledge.calibration, flag } });
  const judged = labelled.map(({ message, verdict }) => {
    const { report, weighing } = again.weigh(message);
    return { row: verdictFeatures(weighing.verdict), right: report.verdict === verdict };
  });
  const verdict = fitLogistic(
    judged.map(({ row }) => row),
    judged.map(({ right }) => right),
    PENALTY,
  );
  return { flag, verdict };
}
