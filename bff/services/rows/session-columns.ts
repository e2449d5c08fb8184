import { z } from "zod";
import * as contract from "../../contract.ts";
import { sealedContext } from "../../storage/encryption/sealed-columns.ts";
import type { SessionRow } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";

const methodList = z.array(contract.paymentMethod);

export function readCustomer(context: ServiceContext, row: SessionRow): contract.Customer | null {
  if (row.customer_sealed === null) return null;
  const text = context.seal.open(row.customer_sealed, sealedContext("sessions.customer_sealed", row.id));
  return contract.customer.parse(JSON.parse(text));
}

export function readMethods(row: SessionRow): contract.PaymentMethod[] | null {
  return row.methods === null ? null : methodList.parse(JSON.parse(row.methods));
}
