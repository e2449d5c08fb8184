/** A session follows from its payments, and one request of the merchant's is one session. */
import { isOpen } from "../../../../bff/core/payment/status.ts";
import type { SessionRow } from "../../../../bff/storage/repositories/sessions.ts";
import { exceptionsOf, type Records } from "./records.ts";

export function sessionInvariants(records: Records): string[] {
  const byReference = Map.groupBy(records.sessions, (session) => session.reference);
  return [
    ...records.sessions.flatMap((session) => sessionAgainstPayments(records, session)),
    ...[...byReference]
      .filter(([, sessions]) => sessions.length > 1)
      .map(([reference, sessions]) => `${reference} made ${sessions.length} sessions`),
    ...[...records.answers]
      .filter(([, ids]) => ids.size > 1)
      .map(([key]) => `${key} was answered with two ids`),
  ];
}

function sessionAgainstPayments(records: Records, session: SessionRow): string[] {
  const mine = records.payments.filter((payment) => payment.session_id === session.id);
  const wrong: string[] = [];
  const succeeded = mine.filter((payment) => payment.status === "succeeded");
  if (succeeded.length > 0 && session.status !== "succeeded") {
    wrong.push(`session ${session.id} is ${session.status} with a payment that succeeded`);
  }
  if (succeeded.length === 0 && session.status === "succeeded") {
    wrong.push(`session ${session.id} succeeded on its own`);
  }
  const reversed = succeeded.filter((payment) => exceptionsOf(payment).includes("reversed"));
  const duplicates = succeeded.filter((payment) => exceptionsOf(payment).includes("duplicate_paid"));
  const firsts = succeeded.length - duplicates.length;
  if (succeeded.length > 0 && (firsts < 1 || firsts > 1 + reversed.length)) {
    wrong.push(`session ${session.id} has ${succeeded.length} successes and ${duplicates.length} duplicates`);
  }
  const open = mine.filter((payment) => isOpen(payment.status) && payment.status !== "review");
  if (open.length > 0) wrong.push(`session ${session.id} has open payments at the end`);
  if (open.length === 0 && session.status === "requires_payment_method") {
    wrong.push(`session ${session.id} never ended`);
  }
  return wrong;
}
