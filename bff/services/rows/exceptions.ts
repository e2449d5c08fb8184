import { z } from "zod";
import type { LastingException } from "../../core/payment-state.ts";

/** Between a row's text columns and what they hold. Rows are ours, but they are parsed like any other input. */
const exceptionList = z.array(
  z.enum(["partially_paid", "overpaid", "underpaid", "paid_late", "duplicate_paid", "reversed"]),
);

export function readExceptions(row: { readonly exceptions: string }): LastingException[] {
  return exceptionList.parse(JSON.parse(row.exceptions));
}
