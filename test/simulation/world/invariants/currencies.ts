/** Money in another currency than ordered pays for nothing before a person has looked (rule 5). */
import { type Records, wasOperated } from "./records.ts";

export function currencyInvariants(records: Records): string[] {
  return records.payments.flatMap((payment) => {
    const order = records.orders.find((candidate) => candidate.orderNo === payment.order_no);
    if (order?.currency !== "USD" || payment.status !== "succeeded" || wasOperated(records, payment))
      return [];
    return [`payment ${payment.id} is paid in another currency, and succeeded`];
  });
}
