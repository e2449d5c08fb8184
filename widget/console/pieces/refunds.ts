/** Refunds of a payment, and the link by which a customer claims one. */
import { html, nothing, type TemplateResult } from "lit";
import type { Refund } from "../../../bff/contract.ts";
import { textFor } from "../i18n/texts.ts";
import type { Shell } from "../shell.ts";
import { badge, copyButton, identifier, moment, money } from "./basics.ts";
import { type Column, table } from "./table.ts";

export function refundColumns(shell: Shell): readonly Column<Refund>[] {
  const { word, story, confirm } = shell.texts();
  return [
    { key: "id", title: word.refund, cell: ({ id }) => identifier(shell, id) },
    { key: "status", title: word.status, cell: ({ status }) => badge(shell, "refund", status) },
    { key: "amount", title: word.amount, isNumber: true, cell: ({ amount }) => money(shell, amount) },
    { key: "reason", title: word.reason, cell: ({ reason }) => textFor(confirm.refund.reasons, reason) },
    { key: "method", title: word.method, cell: ({ method }) => textFor(story.refundMethod, method) },
    { key: "created", title: word.created, cell: ({ createdAt }) => moment(shell, createdAt) },
    { key: "payment", title: word.payment, cell: ({ payment }) => identifier(shell, payment) },
  ];
}

export function refundList(shell: Shell, refunds: readonly Refund[]): TemplateResult {
  const texts = shell.texts();
  if (refunds.length === 0) return html`<p class="empty">${texts.nothing}</p>`;
  const columns = refundColumns(shell).filter(({ key }) => key !== "payment");
  return table({ caption: texts.story.sections.refunds, columns, rows: refunds });
}

/**
 * The link to send to the customer; nothing for a refund that needs none. Of one that was used, or whose time is over, only
 * that is said: nobody should send it to the customer any more.
 */
export function claimLink(
  shell: Shell,
  { method, status, claimUrl, expiresAt }: Refund,
): TemplateResult | typeof nothing {
  const { refund } = shell.texts().confirm;
  if (method !== "claim") return nothing;
  const isOver = expiresAt !== null && Date.parse(expiresAt) <= Date.now();
  if (status !== "awaiting_claim" || isOver) return html`<p class="second">${refund.linkOver}</p>`;
  // Without the permission to refund, it is not there.
  if (claimUrl === null) return nothing;
  return html`<div class="link"><p class="strong">${refund.link}</p>
    <p class="code"><code>${claimUrl}</code>${copyButton(shell, claimUrl, refund.link)}</p>
    <p class="second">${refund.linkHint}</p></div>`;
}
