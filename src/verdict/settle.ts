import { type FlagId, rank, type Severity } from "../types.js";

/**
 * Settles flags against each other. Beside a plain scam, soft formulas ("以免影响您的生活") are part of
 * the scam's grammar, not a finding of their own: what is no more than a warning becomes a notice.
 */
export function settle<F extends { readonly id: FlagId; readonly severity: Severity }>(flags: readonly F[]): F[] {
  const plainScam = flags.some(({ id, severity }) => id === "scam" && rank(severity) >= rank("serious"));
  return flags.map((flag) =>
    plainScam && flag.id !== "scam" && flag.severity === "warning" ? { ...flag, severity: "notice" as const } : flag,
  );
}
