import { describe, expect, test } from "vitest";
import { detailCodes } from "../../../bff/core/details.ts";
import { disagreementCodes } from "../../../bff/core/disagreements.ts";
import { driftKinds } from "../../../bff/core/drift.ts";
import { failureGuides } from "../../../bff/core/failure-guide.ts";
import type { FactKind } from "../../../bff/core/payment/transitions.ts";
import type { PayoutFactKind } from "../../../bff/core/payout/transitions.ts";
import { refusals } from "../../../bff/core/refused-callback.ts";
import type { UnknownCause } from "../../../bff/providers/contract.ts";
import type { NotSentCause } from "../../../bff/providers/http-client.ts";
import type { Uncovered } from "../../../bff/services/coverage/find-uncovered.ts";
import type { JobKind } from "../../../bff/storage/schema/jobs.ts";
import type { NoAnswerCause } from "../../../bff/webhooks/send.ts";
import { languages } from "../../../widget/console/i18n/languages.ts";
import { eventTypes } from "../../../widget/console/story/event-types.ts";

/** A new fact, or a new cause, does not compile until it stands here. */
const facts: Readonly<Record<FactKind | PayoutFactKind, true>> = {
  approved: true,
  rejected: true,
  handed_over: true,
  held_back: true,
  accepted: true,
  refused: true,
  no_answer: true,
  reported_pending: true,
  reported_partial: true,
  paid_exact: true,
  paid_less: true,
  paid_more: true,
  paid_disagreeing: true,
  unconfirmed: true,
  reported_failed: true,
  reported_canceled: true,
  contradicted: true,
  reversed: true,
  absent: true,
  abandoned: true,
  time_over: true,
  unanswered: true,
  operator_succeeded: true,
  operator_failed: true,
};
const outcomes: Readonly<
  Record<UnknownCause | NotSentCause | NoAnswerCause | "answered" | "accepted" | "refused", true>
> = {
  answered: true,
  accepted: true,
  refused: true,
  timeout: true,
  connection_lost: true,
  server_error: true,
  rate_limited: true,
  unreadable_answer: true,
  answer_too_large: true,
  redirected: true,
  access_denied: true,
  error_status: true,
  unclear_refusal: true,
  duplicate_order: true,
  unsafe_redirect: true,
  no_provider_number: true,
  interrupted: true,
  connect_failed: true,
  connection_failed: true,
  address_refused: true,
  circuit_open: true,
  proxy_unreachable: true,
  proxy_denied: true,
  proxy_failed: true,
};

const jobs: Readonly<Record<JobKind, true>> = {
  sync_payment: true,
  expire_payment: true,
  sync_payout: true,
  expire_session: true,
  deliver_event: true,
  reconcile: true,
  replay_events: true,
};
const uncovered: Readonly<Record<Uncovered["why"], true>> = {
  account_missing: true,
  merchant_changed: true,
  currency_changed: true,
  endpoint_missing: true,
};

describe.each(Object.entries(languages))("in %s, the console has words for", (_tag, { load }) => {
  test.each([
    ["detail", [...detailCodes, "callback_refused", "callbacks_refused"]],
    ["fact", Object.keys(facts)],
    ["outcome", Object.keys(outcomes)],
    ["refusal", Object.keys(refusals)],
    ["failure", Object.keys(failureGuides)],
    ["disagrees", disagreementCodes],
    ["drift", driftKinds],
    ["job", Object.keys(jobs)],
    ["uncovered", Object.keys(uncovered)],
    ["event", [...eventTypes, "webhook.test"]],
  ] as const)("every %s that the BFF may name, and no other", async (group, codes) => {
    const { told } = await load();
    expect(Object.keys(told[group]).sort()).toEqual([...codes].sort());
  });
});
