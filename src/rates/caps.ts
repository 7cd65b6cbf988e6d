import type { Severity } from "../types.js";

/** Lenders by the rules on price they come under. `private`: persons and ordinary firms. */
export const LENDER_KINDS = ["bank", "consumer-finance", "small-loan", "internet-lender", "private", "unknown"] as const;
export type LenderKind = (typeof LENDER_KINDS)[number];

/**
 * What holds for a kind of lender from one day to another, from `rules/rates.yml`. `yearlyCap` is a
 * number in per cent a year, a multiple of the one-year LPR (whose values are in no fact we hold, so it
 * is named and never computed), or null: no fixed cap is known to us, which is not proof of none.
 */
export interface Cap {
  readonly id: string;
  readonly lenderKinds: readonly LenderKind[];
  /** ISO dates, first and last day. */
  readonly from: string;
  readonly until: string | null;
  readonly yearlyCap: { readonly percent: number } | { readonly times: number; readonly of: "lpr-1y" } | null;
  /** No rate is judged more gravely than this on the strength of the cap. */
  readonly gravest: Severity;
  readonly zh: string;
  readonly en: string;
  /** Guidance entries, each in force all the time. */
  readonly guidance: readonly string[];
  readonly sureness: "verified" | "secondary" | "unsure";
  readonly note?: string | undefined;
}

/** `rules/rates.yml`, compiled. */
export interface Rates {
  /** Our own lines of attention, per cent a year, lowest first: no limits of any law. */
  readonly lines: readonly { readonly over: number; readonly severity: Severity }[];
  /** A penalty by the day above this many per cent a year is out of all proportion whoever asks it. */
  readonly dailyPenalty: { readonly over: number; readonly severity: Severity; readonly guidance: readonly string[] };
  /** Interest or fees taken off before the loan is paid out. */
  readonly advance: { readonly guidance: readonly string[] };
  readonly caps: readonly Cap[];
}

/** The kind of a sender (`kind` in `rules/senders/`) as far as the price of its loans goes. */
export function lenderKindOf(senderKind: string | undefined): LenderKind {
  if (senderKind === "platform") return "internet-lender";
  return LENDER_KINDS.find((kind) => kind === senderKind) ?? "unknown";
}

/** What applied to that kind of lender on that day (ISO date); at most one, none for days before our facts begin. */
export const capsFor = (kind: LenderKind, day: string, caps: readonly Cap[]): readonly Cap[] =>
  caps.filter(({ lenderKinds, from, until }) => lenderKinds.includes(kind) && from <= day && (until === null || day <= until));
