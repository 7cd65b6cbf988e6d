import { fitLogistic } from "../bayes/logistic.js";
import { buildClassifier } from "../classifier.js";
import type { Knowledge } from "../knowledge/knowledge.js";
import { type FlagId, TEXT_FLAGS } from "../types.js";
import { type Calibration, flagFeatures, verdictFeatures } from "../verdict/confidence.js";
import { fixtureFiles, type Labelled, readLabelled } from "./fixtures.js";

/** Sober weights: a few thousand messages are not many. */
const PENALTY = 0.01;

/**
 * What confidences are fitted on: all of gold and every second training message. Gold is harder than what people
 * get, by design; training is easier, as rules and model have learnt from it. Either alone misses real messages.
 */
export async function calibrationSet(): Promise<Labelled[]> {
  const train = await readLabelled(fixtureFiles("train"));
  return [...(await readLabelled(fixtureFiles("gold"))), ...train.filter((_, i) => i % 2 === 0)];
}

/**
 * Fits both confidences on labelled messages. A flag is right
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
