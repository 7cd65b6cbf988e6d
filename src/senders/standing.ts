import { getDomain } from "tldts";
import type { Entity } from "../text/entities.js";
import { alternation } from "../text/pattern.js";

/** One lender, agency or authority; from `rules/senders/`. */
export interface Sender {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly kind: string;
  readonly aliases: readonly string[];
  readonly domains: readonly Channel[];
  readonly hotlines: readonly Channel[];
}

/** A domain or number; what is `unverified` may be listed but clears nothing. */
export interface Channel {
  readonly value: string;
  readonly confidence: "verified" | "secondary" | "unverified";
}

/**
 * How a link or number stands to the lender the message names: `official` (known, checked),
 * `listed` (said to be its own, unchecked), `other` (none of its own), `unknown` (no lender named,
 * or nothing known of its channels).
 */
export type Standing = "official" | "listed" | "other" | "unknown";

export interface StandingEntity extends Entity {
  readonly standing: Standing;
}

export interface SenderDirectory {
  /** The sender a name or id belongs to. */
  byName(name: string): Sender | undefined;
  /** The lender a (normalised) message names: its 【signature】 first, else the first alias in the text. */
  named(text: string, entities: readonly Entity[]): Sender | undefined;
}

/** @param fold the normaliser's text form, as aliases are compared with normalised text */
export function createDirectory(senders: readonly Sender[], fold: (text: string) => string): SenderDirectory {
  const byAlias = new Map<string, Sender>();
  for (const sender of senders) {
    for (const alias of [sender.id, sender.name, ...sender.aliases]) byAlias.set(fold(alias), sender);
  }
  // Latin aliases (ids) name a lender to --lender, not in running text.
  const pattern = new RegExp(alternation([...byAlias.keys()].filter((alias) => /\p{Script=Han}/u.test(alias))), "u");
  const firstIn = (text: string): Sender | undefined => {
    const found = pattern.exec(text);
    return found ? byAlias.get(found[0]) : undefined;
  };
  return {
    byName: (name) => byAlias.get(fold(name)) ?? firstIn(fold(name)),
    named: (text, entities) => {
      for (const { kind, value } of entities) {
        const sender = kind === "signature" ? firstIn(value) : undefined;
        if (sender) return sender;
      }
      return firstIn(text);
    },
  };
}

const NUMBERS = new Set(["mobile", "sms-port", "service-number", "short-number", "landline", "foreign-number"]);

/** Says of every link and number how it stands to the lender. */
export function standings(entities: readonly Entity[], lender: Sender | undefined): StandingEntity[] {
  return entities.map((entity) => ({ ...entity, standing: standingOf(entity, lender) }));
}

function standingOf({ kind, value }: Entity, lender: Sender | undefined): Standing {
  const channels = kind === "link" ? lender?.domains : NUMBERS.has(kind) ? lender?.hotlines : undefined;
  // A link without a domain ("点击短链接", a bare IP address) is nobody's.
  if (!channels || channels.length === 0 || value === "") return "unknown";
  // A link is known by its registrable domain only, wherever below it the channel stands.
  const plain = (known: string): string => (kind === "link" ? (getDomain(known) ?? known) : known.replace(/\D/g, ""));
  const channel = channels.find((known) => plain(known.value) === value);
  if (!channel) return "other";
  return channel.confidence === "unverified" ? "listed" : "official";
}
