import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fitLogistic } from "../bayes/logistic.js";
import { buildClassifier } from "../classifier.js";
import { openFile, readMessages } from "../inbox/read.js";
import { type FlagId, type Message, TEXT_FLAGS, type Verdict } from "../types.js";
import { type Calibration, flagFeatures, verdictFeatures } from "../verdict/confidence.js";

/**
 * `npm run calibrate`: fits both confidences on fixtures that neither rules nor model have learnt
 * from. A flag is right when the label has it, a verdict when it is the label's.
 */
const heldBack = fileURLToPath(new URL("../../fixtures/held-back/held-back.jsonl", import.meta.url));
const target = fileURLToPath(new URL("../../rules/bayes/calibration.json", import.meta.url));
/** Sober weights: the held-back set has a few hundred messages. */
const PENALTY = 0.01;

const records: { message: Message; verdict: Verdict; flags: readonly FlagId[] }[] = [];
for await (const record of readMessages(openFile(heldBack))) {
  if (record.kind !== "message" || !record.expected.verdict) throw new Error(`not a labelled fixture: ${record.id}`);
  records.push({ message: record.message, verdict: record.expected.verdict, flags: record.expected.flags ?? [] });
}

const { weigh, knowledge } = await buildClassifier();
const raised = records.flatMap(({ message, flags }) =>
  weigh(message)
    .weighing.flags.filter(({ id, severity }) => (TEXT_FLAGS as readonly FlagId[]).includes(id) && severity !== "notice")
    .map(({ id, ...grounds }) => ({ row: flagFeatures(grounds), right: flags.includes(id) })),
);
const flag = fitLogistic(
  raised.map(({ row }) => row),
  raised.map(({ right }) => right),
  PENALTY,
);

// A verdict's confidence rests on that of its flags: weigh again with the new weights.
const again = await buildClassifier({}, { ...knowledge, calibration: { ...knowledge.calibration, flag } });
const judged = records.map(({ message, verdict }) => ({
  row: verdictFeatures(again.weigh(message).weighing.verdict),
  right: again.classify(message).verdict === verdict,
}));
const fitted: Calibration = {
  flag,
  verdict: fitLogistic(
    judged.map(({ row }) => row),
    judged.map(({ right }) => right),
    PENALTY,
  ),
};
writeFileSync(target, `${JSON.stringify(fitted, null, 2)}\n`);
