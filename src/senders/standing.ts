import { getDomain } from "tldts";
import type { Entity } from "../text/entities.js";
import type { Span } from "../text/normalise.js";
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
 * How a link or number stands to the lenders a message names: `official` (known, checked), `listed`
 * (said to be its own, unchecked), `another` (some other lender's), `other` (none we know of its own),
 * `unknown` (no lender named, or nothing known of its channels).
 */
export const STANDINGS = ["official", "listed", "another", "other", "unknown"] as const;
export type Standing = (typeof STANDINGS)[number];

export interface StandingEntity extends Entity {
  readonly standing: Standing;
}

/** A sender named in a text, and where. */
export interface Mention extends Span {
  readonly sender: Sender;
}

export interface SenderDirectory {
  /** The sender a name or id belongs to. */
  byName(name: string): Sender | undefined;
  /** The senders a (normalised) text names: those of its 【signatures】 first, else in order. */
  mentions(text: string, entities: readonly Entity[]): Mention[];
  /** Says of every link and number how it stands to the lenders named. */
  standings(entities: readonly Entity[], named: readonly Sender[]): StandingEntity[];
}

/** Kinds of senders that lend nothing: "已移交公安机关" names no creditor. */
const AUTHORITIES: ReadonlySet<string> = new Set(["court", "police", "regulator", "other"]);
export const isLender = ({ kind }: Sender): boolean => !AUTHORITIES.has(kind);

/** @param fold the normaliser's text form, as aliases are compared with normalised text */
export function createDirectory(senders: readonly Sender[], fold: (text: string) => string): SenderDirectory {
  const byAlias = new Map<string, Sender>();
  for (const sender of senders) {
    for (const alias of [sender.id, sender.name, ...sender.aliases]) byAlias.set(fold(alias), sender);
  }
  // Latin aliases (ids) name a lender to --lender, not in running text.
  const pattern = new RegExp(alternation([...byAlias.keys()].filter((alias) => /\p{Script=Han}/u.test(alias))), "gu");
  const mentionsIn = (text: string): Mention[] =>
    [...text.matchAll(pattern)].flatMap(({ 0: alias, index }) => {
      const sender = byAlias.get(alias);
      return sender ? [{ sender, start: index, end: index + alias.length }] : [];
    });
  const channels = channelsOf(senders);
  return {
    byName: (name) => byAlias.get(fold(name)) ?? mentionsIn(fold(name))[0]?.sender,
    mentions(text, entities) {
      const signatures = entities.filter(({ kind }) => kind === "signature");
      const signs = (mention: Mention): boolean =>
        signatures.some(({ start, end }) => start <= mention.start && mention.end <= end);
      const found = mentionsIn(text);
      return [...found.filter(signs), ...found.filter((mention) => !signs(mention))];
    },
    standings: (entities, named) => entities.map((entity) => ({ ...entity, standing: standingOf(entity, named, channels) })),
  };
}

const NUMBERS = new Set(["mobile", "sms-port", "service-number", "short-number", "landline", "foreign-number"]);

/** A channel and whose it is; several may share one, such as a group's hotline. */
interface Owned extends Channel {
  readonly owner: Sender;
}

interface Channels {
  readonly links: ReadonlyMap<string, readonly Owned[]>;
  readonly numbers: ReadonlyMap<string, readonly Owned[]>;
}

function channelsOf(senders: readonly Sender[]): Channels {
  const links = new Map<string, Owned[]>();
  const numbers = new Map<string, Owned[]>();
  const add = (to: Map<string, Owned[]>, value: string, owned: Owned): void => {
    to.set(value, [...(to.get(value) ?? []), owned]);
  };
  for (const owner of senders) {
    // A link is known by its registrable domain only, wherever below it the channel stands.
    for (const channel of owner.domains) add(links, getDomain(channel.value) ?? channel.value, { ...channel, owner });
    for (const channel of owner.hotlines) add(numbers, channel.value.replace(/\D/g, ""), { ...channel, owner });
  }
  return { links, numbers };
}

function standingOf({ kind, value }: Entity, named: readonly Sender[], { links, numbers }: Channels): Standing {
  // A link without a domain ("点击短链接", a bare IP address) is nobody's.
  if (named.length === 0 || value === "" || !(kind === "link" || NUMBERS.has(kind))) return "unknown";
  const owned = (kind === "link" ? links : numbers).get(value) ?? [];
  const own = owned.filter(({ owner }) => named.includes(owner));
  if (own.some(({ confidence }) => confidence !== "unverified")) return "official";
  if (own.length > 0) return "listed";
  // The line of a court, of the police or of a regulator is neither the lender's nor another's.
  if (owned.some(({ owner }) => !isLender(owner))) return "unknown";
  if (owned.length > 0) return "another";
  const known = named.some(({ domains, hotlines }) => (kind === "link" ? domains : hotlines).length > 0);
  return known ? "other" : "unknown";
}
