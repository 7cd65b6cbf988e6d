import type { Subject } from "./rules/subject.js";
import type { Segment, Segmenter } from "./segment/segmenter.js";
import { isLender, type Sender, type SenderDirectory } from "./senders/standing.js";
import { overdueOf, STAGES, stagesOf } from "./stage.js";
import { findEntities } from "./text/entities.js";
import type { Normalise, Span } from "./text/normalise.js";
import type { Message } from "./types.js";

/** Signals no rule gives: they come from the fields beside the text and from the senders we know. */
export const GIVEN_SIGNALS: readonly string[] = [...STAGES, "lender-named", "lender-other"];

/** A message made ready for rules and model, and the sender it is judged against. */
export interface Reading {
  readonly subject: Subject;
  /** As recorded, else as signed, else the first one named; may be an authority. */
  readonly sender: Sender | undefined;
}

/** Where a signal has no words of its own in the text. */
const BESIDE_THE_TEXT: Span = { start: 0, end: 0 };

/** Prepares messages: normalised text, entities and how they stand to the lender, what is known beforehand. */
export function createReading(
  normalise: Normalise,
  directory: SenderDirectory,
  segmenter: () => Segmenter,
): (message: Pick<Message, "text" | "lender" | "overdueDays">) => Reading {
  return (message) => {
    const text = normalise(message.text);
    const entities = findEntities(text.text);
    const mentions = directory.mentions(text.text, entities);
    const recorded = message.lender === undefined ? undefined : directory.byName(message.lender);
    const sender = recorded ?? mentions[0]?.sender;
    const lenders = mentions.filter((mention) => isLender(mention.sender));
    const others = sender && isLender(sender) ? lenders.filter((mention) => mention.sender !== sender) : [];
    const overdue = overdueOf(message.overdueDays, text.text);
    const given = new Map<string, readonly Span[]>(
      stagesOf(overdue?.days ?? 0).map((stage) => [stage, [overdue?.span ?? BESIDE_THE_TEXT]]),
    );
    if (sender && isLender(sender)) given.set("lender-named", lenders.length > 0 ? lenders : [BESIDE_THE_TEXT]);
    if (others.length > 0) given.set("lender-other", others);
    let segments: readonly Segment[] | undefined;
    return {
      sender,
      subject: {
        text,
        entities: directory.standings(entities, [...(recorded ? [recorded] : []), ...mentions.map((one) => one.sender)]),
        segments: () => (segments ??= segmenter().segment(text.text)),
        given,
      },
    };
  };
}
