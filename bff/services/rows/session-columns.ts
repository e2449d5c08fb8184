import { z } from "zod";
import * as contract from "../../contract.ts";
import { sealedContext } from "../../storage/encryption/sealed-columns.ts";
import type { SessionRow } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";

const methodList = z.array(contract.paymentMethod);

const privateData = z.object({
  description: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
  returnUrl: z.string(),
  /** Null also in a row from before there were any. */
  items: contract.items.nullable().default(null),
});

/** What the merchant wrote about the purchase. */
export interface PrivateData extends Readonly<z.infer<typeof privateData>> {}

/** As the API names them. */
export const privateFields = ["description", "metadata", "items", "returnUrl"] as const;

/** In the place of what cannot be read: the customer pays all the same, and there is no way back to the shop. */
export const nothingWritten: PrivateData = { description: null, metadata: {}, returnUrl: "", items: null };

const contextOf = (sessionId: string) => sealedContext("sessions.private_sealed", sessionId);

export function readCustomer(context: ServiceContext, row: SessionRow): contract.Customer | null {
  if (row.customer_sealed === null) return null;
  const text = context.seal.open(row.customer_sealed, sealedContext("sessions.customer_sealed", row.id));
  return contract.customer.parse(JSON.parse(text));
}

export function sealPrivateData(context: ServiceContext, sessionId: string, data: PrivateData): string {
  const { description, metadata, returnUrl, items } = data;
  return context.seal.seal(JSON.stringify({ description, metadata, returnUrl, items }), contextOf(sessionId));
}

/** @returns null once it is erased. */
export function readPrivateData(context: ServiceContext, row: SessionRow): PrivateData | null {
  if (row.private_sealed === null) return null;
  return privateData.parse(JSON.parse(context.seal.open(row.private_sealed, contextOf(row.id))));
}

export function readMethods(row: SessionRow): contract.PaymentMethod[] | null {
  return row.methods === null ? null : methodList.parse(JSON.parse(row.methods));
}
