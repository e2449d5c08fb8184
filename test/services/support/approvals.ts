import type { ServiceContext } from "../../../bff/services/context.ts";
import { readPayout } from "../../../bff/services/payouts/read-payouts.ts";
import { desk } from "../../support/authors.ts";
import type { Stage } from "./stage.ts";
import type { OpenStage } from "./stages.ts";

export const paid = { status: "succeeded", amountText: "10.00" } as const;

/** A stage on which every payout needs an approval. */
export async function openCareful(open: OpenStage): Promise<Stage> {
  const stage = await open();
  Object.assign(stage.context, careful(stage.context));
  return stage;
}

export function careful({ config }: ServiceContext): Pick<ServiceContext, "config"> {
  return { config: { ...config, payouts: { ...config.payouts, approveAbove: new Map([["MXN", 0n]]) } } };
}

export const decision = (payoutId: string, author = desk) => ({
  payoutId,
  note: "agreed",
  author,
  keyBinding: null,
});

export async function linesOf({ context }: Stage, payoutId: string) {
  const read = await readPayout(context, { payoutId });
  const lines = read.ok ? (read.value.timeline ?? []) : [];
  return lines.map(({ from, to, cause, actor, detail }) => [from, to, cause, actor, detail]);
}

export async function auditOf({ database }: Stage, subject: string) {
  const rows = await database.kysely
    .selectFrom("audit")
    .select(["action", "actor", "address", "request_id"])
    .where("subject", "=", subject)
    .orderBy("created_at")
    .orderBy("action")
    .execute();
  return rows.map(({ action, actor, address, request_id }) => [action, actor, address, request_id]);
}
