import type { ClaimView } from "../../contract.ts";
import { type Result, succeed } from "../../core/errors.ts";
import type { ServiceContext } from "../context.ts";
import { claimView, findClaim } from "./claims.ts";

/** The refund of a claim token, as the customer may see it. Errors: `unauthorized`. */
export async function readClaim(context: ServiceContext, token: string): Promise<Result<ClaimView>> {
  const found = await findClaim(context, token);
  return found.ok ? succeed(claimView(context, found.value)) : found;
}
