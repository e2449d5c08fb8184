/** One payout: how it stands, and what an operator can decide about it. */

import { html, nothing, type TemplateResult } from "lit";
import type { Payout, PayoutApproval } from "../../../bff/contract.ts";
import { fill } from "../../i18n/text.ts";
import { allowed } from "../allowed.ts";
import { textFor } from "../i18n/texts.ts";
import { isExchanges, isPayout, isPayoutApproval } from "../net/answers.ts";
import { openResource, type Resource } from "../net/resource.ts";
import { badge, exactMoment, exceptions, facts, identifier, money, section } from "../pieces/basics.ts";
import { longField, textOf } from "../pieces/fields.ts";
import { drawPart, openOne } from "../pieces/one.ts";
import { askRefresh, askResolve, canBeSettled, type Order } from "../pieces/order-actions.ts";
import { timeline } from "../pieces/timeline.ts";
import type { OpenScreen, Shell } from "../shell.ts";
import { failureWords } from "../story/detail.ts";
import { renderExchanges } from "./payment-parts.ts";
import { decisionWords, originFacts, renderNames } from "./payout-approval.ts";

type Put = (payout: Payout) => void;

interface Decision {
  readonly kind: "approve" | "reject";
  readonly names: PayoutApproval["names"];
  readonly put: Put;
}

function askDecision(shell: Shell, payout: Payout, { kind, names, put }: Decision): void {
  const { confirm, word } = shell.texts();
  const texts = confirm[kind];
  const values = {
    amount: shell.format().money(payout.amount),
    account: payout.account,
    reference: payout.reference,
  };
  shell.ask({
    title: texts.title,
    words: [fill(texts.words, values)],
    fields: () => html`${renderNames(shell, names)}${longField({ name: "note", label: word.note })}`,
    confirm: fill(texts.do, values),
    isDangerous: kind === "reject",
    done: texts.done,
    run(form, key) {
      const note = textOf(form, "note");
      const body = note === "" ? {} : { note };
      return shell.api.send({ path: `v1/payouts/${payout.id}/${kind}`, body, key, guard: isPayout });
    },
    after: (value) => isPayout(value) && put(value),
  });
}

const orderOf = (payout: Payout, take: Put): Order<Payout> => {
  const { id, account } = payout;
  return { id, account, before: payout, path: `v1/payouts/${id}`, guard: isPayout, take };
};

export const openPayout: OpenScreen = (shell, { id }) => {
  const payoutId = id ?? "";
  const inPath = encodeURIComponent(payoutId);
  const exchanges = shell.may(allowed.operate)
    ? openResource(
        (isBackground) => shell.api.get(`v1/payouts/${inPath}/exchanges`, {}, isExchanges, isBackground),
        shell.redraw,
      )
    : null;

  const approval = openResource(
    (isBackground) => shell.api.get(`payouts/${inPath}/approval`, {}, isPayoutApproval, isBackground),
    shell.redraw,
  );

  function renderButtons(payout: Payout, { put }: Resource<Payout>): TemplateResult {
    const { confirm } = shell.texts();
    const known = approval.value();
    const mayDecide =
      payout.status === "awaiting_approval" && shell.may(allowed.approvePayouts) && known?.mayDecide === true;
    const ask = (kind: Decision["kind"]) => () => {
      askDecision(shell, payout, { kind, names: known?.names ?? null, put: takeDecided(put) });
    };
    return html`<div class="buttons">
      ${
        mayDecide
          ? html`<button type="button" class="primary" @click=${ask("approve")}>${confirm.approve.title}</button>
            <button type="button" @click=${ask("reject")}>${confirm.reject.title}</button>`
          : nothing
      }
      ${
        shell.may(allowed.operate) && canBeSettled(payout)
          ? html`<button type="button" class="primary" @click=${() => askSettle(payout, put)}>${confirm.resolve.title}</button>`
          : nothing
      }
      ${
        shell.may(allowed.refreshPayouts) && payout.status !== "awaiting_approval"
          ? html`<button type="button" @click=${() => askRefresh(shell, orderOf(payout, put))}>${confirm.refresh.title}</button>`
          : nothing
      }
    </div>`;
  }

  function askSettle(payout: Payout, put: Put): void {
    const { confirm, status, story } = shell.texts();
    const why = payout.inDoubt === undefined ? story.payoutNow.review : story.payoutInDoubt;
    askResolve(shell, orderOf(payout, put), {
      outcomes: status.payout,
      ofReversal: confirm.resolve.reversal.payout,
      why: [fill(why, { account: payout.account })],
    });
  }

  const takeDecided = (put: Put) => (payout: Payout) => {
    put(payout);
    approval.reload();
  };

  function draw(payout: Payout, resource: Resource<Payout>): TemplateResult {
    const { word, story } = shell.texts();
    const { utr, fee, code, message } = payout.providerDetails;
    const values = { amount: shell.format().money(payout.amount), account: payout.account };
    return html`<div class="heading"><h1 tabindex="-1">${values.amount} · ${payout.reference}</h1>
        <p class="badges">${badge(shell, "payout", payout.status)} ${exceptions(shell, payout.exceptions)}</p></div>
      ${section(
        story.title,
        html`<div class="now"><p>${fill(textFor(story.payoutNow, payout.status), values)}</p>
          ${payout.exceptions.includes("reversed") ? html`<p>${story.payoutReversed}</p>` : nothing}
          ${payout.inDoubt === undefined ? nothing : html`<p>${fill(story.payoutInDoubt, values)}</p>`}</div>
          ${renderNames(shell, payout.status === "awaiting_approval" ? (approval.value()?.names ?? null) : null)}
          ${renderButtons(payout, resource)}
          ${decisionWords(shell, payout, approval)}`,
      )}
      ${section(
        story.sections.details,
        facts([
          [word.id, identifier(shell, payout.id, { isHere: true })],
          ...originFacts(shell, payout, approval.value()),
          [word.amount, money(shell, payout.amount)],
          [word.account, identifier(shell, payout.account, { object: "account" })],
          [word.channel, payout.channel],
          [word.orderNo, identifier(shell, payout.orderNo, { isHere: true })],
          [word.providerOrderId, payout.providerOrderId],
          [word.utr, utr],
          [word.fee, fee === null ? null : money(shell, fee)],
          [word.failure, failureWords(payout.failure, shell.texts())],
          [word.providerCode, code],
          [word.providerMessage, message === null ? null : html`<q class="wrap">${message}</q>`],
          [word.created, exactMoment(shell, payout.createdAt)],
        ]),
      )}
      ${section(story.sections.timeline, timeline(shell, "payout", payout.timeline ?? []))}
      ${
        exchanges === null
          ? nothing
          : section(
              story.sections.exchanges,
              drawPart(shell, exchanges, ({ data }) => renderExchanges(shell, data)),
            )
      }`;
  }

  return openOne(shell, {
    title: shell.texts().word.payout,
    id: payoutId,
    path: "payouts",
    guard: isPayout,
    draw,
    parts: exchanges === null ? [approval] : [approval, exchanges],
  });
};
