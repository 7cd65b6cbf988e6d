import type { TrainingDocument } from "../bayes/train.js";
import type { Classifier } from "../classifier.js";
import { UserError } from "../errors.js";
import { openFile, readMessages } from "../inbox/read.js";
import type { Message, TextFlagId, Verdict } from "../types.js";

/** A message whose verdict and flags are known. */
export interface Labelled {
  readonly message: Message & { readonly id: string };
  readonly verdict: Verdict;
  readonly flags: readonly TextFlagId[];
}

/** Reads files of labelled messages, sent ones passed over; throws a UserError for a record without its label. */
export async function readLabelled(files: readonly string[]): Promise<Labelled[]> {
  const all: Labelled[] = [];
  for (const file of files) {
    for await (const record of readMessages(openFile(file))) {
      if (record.kind === "skipped") continue;
      if (record.kind === "broken") throw new UserError(record.problem);
      const { id, where, message, expected } = record;
      const { verdict, flags } = expected;
      if (!verdict || !flags)
        throw new UserError({ code: "no-label", message: 'a labelled message needs "verdict" and "flags"', where });
      all.push({ message: { ...message, id }, verdict, flags });
    }
  }
  return all;
}

/** A labelled message as the model learns from it: its flags, and that it collects a debt unless it is unrelated. */
export const trainingDocument = ({ weigh }: Classifier, { message, verdict, flags }: Labelled): TrainingDocument => ({
  features: weigh(message).weighing.features(),
  classes: new Set([...flags, ...(verdict === "unrelated" ? [] : (["collection"] as const))]),
});
