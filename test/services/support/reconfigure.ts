/** A stage as after a restart with another configuration. */
import type { Coverage } from "../../../bff/services/coverage/find-uncovered.ts";
import type { Stage } from "./stage.ts";

/** As after a restart with another file. */
export function reconfigure(stage: Stage, changes: Partial<Stage["context"]>): void {
  Object.assign(stage, { context: { ...stage.context, ...changes } });
}

/** The stage's accounts, each with the changes. */
export function accountsWith(
  stage: Stage,
  changes: { readonly identity?: string; readonly retired?: boolean },
) {
  return new Map(
    [...stage.context.accounts].map(([id, account]) => [id, { ...account, ...changes }] as const),
  );
}

/** What the start compares with. */
export function coverageOf({ accounts, endpoints }: Stage["context"]): Coverage {
  return { accounts: [...accounts.values()], coins: {}, merchant: { webhooks: endpoints } };
}
