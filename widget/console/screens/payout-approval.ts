/** What somebody has to know who decides about a payout: who asked for it, whose names it bears, and why they may not decide. */
import { html, nothing, type TemplateResult } from "lit";
import type { Payout, PayoutApproval, PersonName } from "../../../bff/contract.ts";
import { allowed } from "../allowed.ts";
import type { Resource } from "../net/resource.ts";
import { identifier, trouble } from "../pieces/basics.ts";
import type { Shell } from "../shell.ts";
import { nameOfActor } from "../story/actor.ts";

function wordsOf(shell: Shell, person: PersonName): string {
  const { approval } = shell.texts().confirm;
  if (person.kind === "known") return person.name;
  return person.kind === "unreadable" ? approval.unreadable : approval.unknown;
}

/** Both names side by side, to be compared; nothing where they are not shown. */
export function renderNames(shell: Shell, names: PayoutApproval["names"]): TemplateResult | typeof nothing {
  if (names === null) return nothing;
  const { word, confirm } = shell.texts();
  const { approval } = confirm;
  const { payer, beneficiary, isSame } = names;
  const verdict = html`<p class=${isSame === true ? "same" : "differ"}>${isSame === true ? approval.same : approval.differ}</p>`;
  return html`<section class="names" aria-label=${approval.title}>
    <dl>
      ${payer === null ? nothing : html`<div><dt>${approval.payer}</dt><dd>${wordsOf(shell, payer)}</dd></div>`}
      <div><dt>${word.beneficiary}</dt><dd>${beneficiary === null ? approval.toPayer : wordsOf(shell, beneficiary)}</dd></div>
    </dl>
    ${isSame === null ? nothing : verdict}
  </section>`;
}

/** Why this operator, who may approve payouts, may not decide about this one. */
export function decisionWords(
  shell: Shell,
  { status }: Payout,
  approval: Resource<PayoutApproval>,
): TemplateResult | typeof nothing {
  if (status !== "awaiting_approval" || !shell.may(allowed.approvePayouts)) return nothing;
  const known = approval.value();
  const wrong = approval.trouble();
  if (known === null) return wrong === null ? nothing : trouble(shell, wrong, approval.reload);
  if (known.mayDecide) return nothing;
  const { own, nobody } = shell.texts().confirm.approval;
  return html`<p class="second">${known.requestedBy === null ? nobody : own}</p>`;
}

/** Where the payout comes from: the merchant's reference, or the refund that it carries, and who asked for it. */
export function originFacts(
  shell: Shell,
  { reference }: Payout,
  approval: PayoutApproval | null,
): readonly (readonly [string, unknown])[] {
  const texts = shell.texts();
  const { refund = null, payment = null, requestedBy = null } = approval ?? {};
  /** Who may not read it sees its id alone. */
  const linkTo = (id: string | null, scopes: readonly string[]) =>
    id === null ? null : identifier(shell, id, { isHere: !shell.may(scopes) });
  return [
    [texts.word.reference, reference === refund ? null : reference],
    [texts.word.refund, linkTo(refund, allowed.readRefunds)],
    [texts.word.payment, linkTo(payment, allowed.readPayments)],
    [texts.confirm.approval.maker, requestedBy === null ? null : nameOfActor(requestedBy, texts)],
  ];
}
