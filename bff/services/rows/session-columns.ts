import { z } from "zod";
import * as contract from "../../contract.ts";
import type { SessionRow } from "../../storage/repositories/sessions.ts";
import type { ServiceContext } from "../context.ts";

const methodList = z.array(contract.paymentMethod);

export function readCustomer(context: ServiceContext, row: SessionRow): contract.Customer | null {
  if (row.customer_sealed === null) return null;
  const text = context.seal.open(row.customer_sealed, `sessions.customer:${row.id}`);
  return contract.customer.parse(JSON.parse(text));
}

export function readMethods(row: SessionRow): contract.PaymentMethod[] | null {
  return row.methods === null ? null : methodList.parse(JSON.parse(row.methods));
}
