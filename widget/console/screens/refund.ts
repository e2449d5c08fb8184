/** One refund: how it stands, and the link by which the customer claims it. */

import { html, nothing, type TemplateResult } from "lit";
import type { Refund } from "../../../bff/contract.ts";
import { fill } from "../../i18n/text.ts";
import { allowed } from "../allowed.ts";
import { textFor } from "../i18n/texts.ts";
import { isRefund } from "../net/answers.ts";
import type { Resource } from "../net/resource.ts";
import { badge, exactMoment, facts, identifier, money, section } from "../pieces/basics.ts";
import { openOne } from "../pieces/one.ts";
import { claimLink } from "../pieces/refunds.ts";
import { timeline } from "../pieces/timeline.ts";
import type { OpenScreen, Shell } from "../shell.ts";
import { failureWords } from "../story/detail.ts";

/** Nothing was sent yet. */
const cancelable: ReadonlySet<string> = new Set(["awaiting_claim", "awaiting_approval"]);

function askCancel(shell: Shell, { id, status }: Refund, put: (refund: Refund) => void): void {
  const { cancelRefund } = shell.texts().confirm;
  shell.ask({
    title: cancelRefund.title,
    words: [status === "awaiting_claim" ? cancelRefund.words : cancelRefund.approvalWords],
    confirm: cancelRefund.do,
    isDangerous: true,
    done: cancelRefund.done,
    run: (_form, key) => shell.api.send({ path: `v1/refunds/${id}/cancel`, key, guard: isRefund }),
    after: (value) => isRefund(value) && put(value),
  });
}

export const openRefund: OpenScreen = (shell, { id }) => {
  function draw(refund: Refund, { put }: Resource<Refund>): TemplateResult {
    const { word, story, confirm } = shell.texts();
    const amount = shell.format().money(refund.amount);
    const mayCancel = shell.may(allowed.refunds) && cancelable.has(refund.status);
    return html`<div class="heading"><h1 tabindex="-1">${word.refund} · ${amount}</h1>
        <p class="badges">${badge(shell, "refund", refund.status)}</p></div>
      ${section(
        story.title,
        html`<div class="now"><p>${fill(textFor(story.refundNow, refund.status), { amount })}</p></div>
          ${mayCancel ? html`<div class="buttons"><button type="button" @click=${() => askCancel(shell, refund, put)}>${confirm.cancelRefund.title}</button></div>` : nothing}
          ${claimLink(shell, refund)}`,
      )}
      ${section(
        story.sections.details,
        facts([
          [word.id, identifier(shell, refund.id, { isHere: true })],
          [word.payment, identifier(shell, refund.payment)],
          [word.amount, money(shell, refund.amount)],
          [word.reason, textFor(confirm.refund.reasons, refund.reason)],
          [word.method, textFor(story.refundMethod, refund.method)],
          [word.account, identifier(shell, refund.account, { object: "account" })],
          [word.payout, refund.payout === null ? null : identifier(shell, refund.payout)],
          [word.failure, failureWords(refund.failure, shell.texts())],
          [word.created, exactMoment(shell, refund.createdAt)],
          [word.expires, refund.expiresAt === null ? null : exactMoment(shell, refund.expiresAt)],
        ]),
      )}
      ${section(story.sections.timeline, timeline(shell, "refund", refund.timeline ?? []))}`;
  }
  return openOne(shell, {
    title: shell.texts().word.refund,
    id: id ?? "",
    path: "refunds",
    guard: isRefund,
    draw,
  });
};
