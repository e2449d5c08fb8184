/**
 * Erases a person's data at once in all that has ended, and marks what is open, so that it is erased when it ends. A
 * person is found by a whole value: the customer's id, an e-mail address, a phone number, or one session.
 *
 * Source: docs/privacy.md#erasing-a-person
 */
import type { EraseRequest, Erasure as ErasureView } from "../../contract.ts";
import type { Author } from "../../core/audit.ts";
import { type DigestKind, personalDigests } from "../../storage/encryption/personal-digests.ts";
import { forgetOldPages } from "../../storage/engine/forget-old-pages.ts";
import { writeAll } from "../../storage/engine/write-all.ts";
import { insertAuditRow } from "../../storage/repositories/audit.ts";
import {
  type PersonalColumn,
  payoutsOfPerson,
  type Subject,
  sessionsOfPerson,
  wantErasure,
} from "../../storage/repositories/erasure.ts";
import { refundsOfSession } from "../../storage/repositories/refunds.ts";
import type { ServiceContext } from "../context.ts";
import { auditRowOf } from "../rows/audit.ts";
import { eraseSubject } from "./erase-subject.ts";

export type Person =
  | { readonly kind: DigestKind; readonly value: string }
  | { readonly kind: "session"; readonly value: string };

export function personOf(customer: EraseRequest["customer"]): Person {
  if ("id" in customer) return { kind: "customer", value: customer.id };
  if ("email" in customer) return { kind: "email", value: customer.email };
  return { kind: "phone", value: customer.phone };
}

const columns: Readonly<Record<DigestKind, PersonalColumn>> = {
  customer: "customer_digest",
  email: "email_digest",
  phone: "phone_digest",
};

/** What the audit calls the subject: it must not say whose data was erased. */
const everybody = "customers";

export async function eraseCustomer(
  context: ServiceContext,
  person: Person,
  author: Author,
): Promise<ErasureView> {
  // Before the first batch: an erasure that is broken off has changed something, too.
  const about = { author, action: "customer.erase", subject: everybody, before: null, after: null } as const;
  await writeAll(context.database, [insertAuditRow(auditRowOf({ ...about, at: context.clock.now() }))]);
  const found = await findPerson(context, person);
  const total = { sessions: 0, payments: 0, payouts: 0, events: 0 };
  const kept: ErasureView["kept"] = [];
  for (const [subject, ids] of Object.entries(found)) {
    if (!isSubject(subject)) continue;
    for (const id of ids) {
      const result = await eraseSubject(context, subject, { id, endedBefore: context.clock.now() + 1 });
      if (result.kind === "erased") {
        total[subject]++;
        total.payments += result.payments;
        total.events += result.events;
      }
      if (result.kind !== "kept") continue;
      await wantErasure(context.database.kysely, subject, id);
      kept.push(subject === "sessions" ? { session: id, why: result.why } : { payout: id, why: result.why });
    }
  }
  if (total.sessions + total.payouts > 0) await forgetOldPages(context.database);
  context.logger.info({ count: total.sessions + total.payouts }, "personal data was erased on request");
  return { object: "erasure", ...total, kept };
}

function isSubject(name: string): name is Subject {
  return name === "sessions" || name === "payouts";
}

async function findPerson(
  { database, seal }: ServiceContext,
  { kind, value }: Person,
): Promise<Readonly<Record<Subject, readonly string[]>>> {
  if (kind === "session") return { sessions: [value], payouts: await refundingPayouts(database, [value]) };
  const by = { column: columns[kind], digests: personalDigests(seal, kind, value) };
  const sessions = await sessionsOfPerson(database.kysely, by);
  const payouts = await payoutsOfPerson(database.kysely, by);
  const refunding = await refundingPayouts(database, sessions);
  return { sessions, payouts: [...new Set([...payouts, ...refunding])].sort() };
}

/** The payouts by which the sessions' money was given back: whom they paid is the customer's, too. */
async function refundingPayouts(
  database: ServiceContext["database"],
  sessions: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const sessionId of sessions) {
    const refunds = await database.read(refundsOfSession({ sessionId }));
    found.push(...refunds.flatMap(({ payout_id: id }) => (id === null ? [] : [id])));
  }
  return found;
}
