import { fail, type Result, succeed } from "../../core/errors.ts";
import { customerQueryFloorMs } from "../../core/schedule.ts";
import { paymentById } from "../../storage/repositories/payments.ts";
import { sessionById } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";
import { queryPayment } from "../payments/query-payment.ts";
import { createFieldReader } from "../rows/readable-fields.ts";
import { privateFields, readPrivateData } from "../rows/session-columns.ts";

/**
 * Handles a customer who comes back from a provider's page. Queries the provider, because what the browser
 * brings along is not trusted, and answers with the merchant's `returnUrl` with `session_id` added.
 *
 * Errors: `not_found` for an unknown payment, a wrong MAC, or where the way back is erased or cannot be read.
 */
export async function returnCustomer(
  context: ServiceContext,
  input: { readonly paymentId: string; readonly mac: string },
): Promise<Result<{ readonly location: string }>> {
  const unknown = fail("not_found", "There is no such payment.");
  if (!context.seal.verifyReturnMac(input.paymentId, input.mac)) return unknown;
  const [payment] = await context.database.read(paymentById({ id: input.paymentId }));
  if (payment === undefined) return unknown;
  const [session] = await context.database.read(sessionById({ id: payment.session_id }));
  if (session === undefined) return unknown;
  if (payment.status !== "succeeded") {
    await queryPayment(context, { paymentId: payment.id, floorMs: customerQueryFloorMs });
  }
  const fields = createFieldReader(context, { id: session.id, reading: "readable" });
  const data = fields.read(privateFields, () => readPrivateData(context, session), null);
  if (data === null) return unknown;
  const location = new URL(data.returnUrl);
  location.searchParams.set("session_id", session.id);
  return succeed({ location: location.toString() });
}
