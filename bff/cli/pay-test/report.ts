/** The report of a real payment: what it has proven, and what not. */
import type { Payment } from "../../contract.ts";

export interface Finding {
  readonly step: "creation" | "code or page" | "callback" | "query" | "success" | "webhook" | "return";
  readonly isProven: boolean;
  readonly sentence: string;
}

export interface ReportInput {
  readonly at: string;
  readonly version: string;
  readonly environment: string;
  readonly publicUrl: string;
  readonly account: string;
  readonly provider: string;
  readonly amount: string;
  /** Undefined: the account took no order. */
  readonly payment: Payment | undefined;
  readonly findings: readonly Finding[];
}

/** `check-pay-paypro-mx-2026-11-27T02-54-00Z.md` */
export function reportName({ account, at }: Pick<ReportInput, "account" | "at">): string {
  return `check-pay-${account}-${at.replace(/\.\d+Z$/, "Z").replaceAll(":", "-")}.md`;
}

/** In Markdown. It holds no secret, no token and nothing of the payer. */
export function writeReport(input: ReportInput): string {
  const { at, version, environment, publicUrl, account, provider, amount, payment, findings } = input;
  const rows = findings.map(
    ({ step, isProven, sentence }) => `| ${step} | ${isProven ? "proven" : "**not proven**"} | ${sentence} |`,
  );
  const timeline = (payment?.timeline ?? []).map(
    (entry) => `- ${entry.at} ${entry.from ?? "·"} → ${entry.to} (${entry.cause})`,
  );
  return `# A real payment, ${at}

pay-checkout ${version}, ${environment}, ${publicUrl}. Account ${account} (${provider}), ${amount}${
    payment === undefined
      ? ""
      : `, payment ${payment.id}, order ${payment.orderNo}, at the end ${payment.status}`
  }.

| step | | |
| --- | --- | --- |
${rows.join("\n")}

Not part of this: refunds, payouts, late and partial payments, other methods of the account.

## Timeline

${timeline.length === 0 ? "None." : timeline.join("\n")}
`;
}
