/** One payment: its story, what can be done, and everything that is known about it. */

import { html, nothing, type TemplateResult } from "lit";
import type { Payment, Refund, Session } from "../../../bff/contract.ts";
import { fill } from "../../i18n/text.ts";
import { allowed } from "../allowed.ts";
import { isZero } from "../i18n/format.ts";
import { textFor } from "../i18n/texts.ts";
import {
  isEvents,
  isExchanges,
  isPayment,
  isRefund,
  isRefundOptions,
  isRefunds,
  isSession,
  type Page,
} from "../net/answers.ts";
import type { Answer } from "../net/api.ts";
import { openResource, type Resource } from "../net/resource.ts";
import {
  badge,
  exactMoment,
  exceptions,
  facts,
  identifier,
  loading,
  money,
  section,
  trouble,
} from "../pieces/basics.ts";
import { eventList } from "../pieces/events.ts";
import { claimLink, refundList } from "../pieces/refunds.ts";
import { timeline } from "../pieces/timeline.ts";
import type { OpenScreen, Shell } from "../shell.ts";
import { failureWords } from "../story/detail.ts";
import { tellPayment } from "../story/payment-story.ts";
import { amountRefunded } from "../story/refunded.ts";
import { paymentButtons } from "./payment-actions.ts";
import { renderCustomerView, renderExchanges, renderStory } from "./payment-parts.ts";

/** A payment rarely has more refunds. Of the others, the story says only how they stand. */
const mostTold = 10;

/** The refunds of a payment, the first of them with their timelines. */
async function readRefundsOf(
  { api }: Shell,
  paymentId: string,
  isBackground: boolean,
): Promise<Answer<Page<Refund>>> {
  const list = await api.get("v1/refunds", { payment: paymentId, limit: "50" }, isRefunds, isBackground);
  if (!list.ok) return list;
  const { data } = list.value;
  const whole = await Promise.all(
    data.slice(0, mostTold).map(({ id }) => api.get(`v1/refunds/${id}`, {}, isRefund, isBackground)),
  );
  const told = new Map(whole.flatMap((one) => (one.ok ? [[one.value.id, one.value] as const] : [])));
  return { ...list, value: { ...list.value, data: data.map((one) => told.get(one.id) ?? one) } };
}

export const openPayment: OpenScreen = (shell, { id }) => {
  const { api, redraw } = shell;
  const paymentId = id ?? "";
  const path = `v1/payments/${encodeURIComponent(paymentId)}`;
  let session: Resource<Session> | null = null;
  let made: Refund | null = null;

  const payment = openResource((isBackground) => api.get(path, {}, isPayment, isBackground), showPayment);
  /** The session is known by its payment. */
  function showPayment(): void {
    const known = payment.value();
    if (known !== null && session === null) {
      const inPath = `v1/sessions/${encodeURIComponent(known.session)}`;
      session = openResource((isBackground) => api.get(inPath, {}, isSession, isBackground), redraw);
    }
    redraw();
  }
  const exchanges = shell.may(allowed.operate)
    ? openResource((isBackground) => api.get(`${path}/exchanges`, {}, isExchanges, isBackground), redraw)
    : null;
  const events = shell.may(allowed.readPayments)
    ? openResource(
        (isBackground) => api.get("v1/events", { payment: paymentId, limit: "50" }, isEvents, isBackground),
        redraw,
      )
    : null;
  const refunds = shell.may(allowed.readRefunds)
    ? openResource((isBackground) => readRefundsOf(shell, paymentId, isBackground), redraw)
    : null;
  const options = shell.may(allowed.refunds)
    ? openResource(
        (isBackground) =>
          api.get(
            `payments/${encodeURIComponent(paymentId)}/refund-options`,
            {},
            isRefundOptions,
            isBackground,
          ),
        redraw,
      )
    : null;
  const parts = () => [payment, session, exchanges, events, refunds, options].filter((part) => part !== null);
  /** The refund that was made here, as it stands now. */
  const madeNow = () => refunds?.value()?.data.find(({ id: one }) => one === made?.id) ?? made;

  function renderFacts(one: Payment): TemplateResult {
    const { word, method } = shell.texts();
    const refunded = amountRefunded(one);
    const { utr, fee, code, message } = one.providerDetails;
    const copied = (text: string | null) =>
      text === null ? null : identifier(shell, text, { isHere: true });
    const known = session?.value() ?? null;
    return facts([
      [word.id, copied(one.id)],
      [word.session, identifier(shell, one.session)],
      [word.reference, copied(known?.reference ?? null)],
      [word.customer, known?.customer?.name],
      [word.email, known?.customer?.email],
      [word.phone, known?.customer?.phone],
      [word.amount, money(shell, one.amount)],
      [word.received, money(shell, one.amountReceived)],
      [word.refunded, refunded === null || isZero(refunded) ? null : money(shell, refunded)],
      [word.method, `${textFor(method, one.method)} (${one.channel})`],
      [word.account, identifier(shell, one.account, { object: "account" })],
      [word.orderNo, copied(one.orderNo)],
      [word.providerOrderId, copied(one.providerOrderId)],
      [word.utr, copied(utr)],
      [word.fee, fee === null ? null : money(shell, fee)],
      [word.failure, failureWords(one.failure, shell.texts())],
      [word.providerCode, code],
      [word.providerMessage, message === null ? null : html`<q class="wrap">${message}</q>`],
      [word.created, exactMoment(shell, one.createdAt)],
      [word.expires, exactMoment(shell, one.expiresAt)],
    ]);
  }

  function renderPart<T>(part: Resource<T> | null, draw: (value: T) => unknown): unknown {
    if (part === null) return nothing;
    const value = part.value();
    if (value !== null) return draw(value);
    const wrong = part.trouble();
    return wrong === null ? loading(shell) : trouble(shell, wrong, part.reload);
  }

  async function take(newer: Payment): Promise<void> {
    payment.put(newer);
    for (const part of [exchanges, events, refunds, options]) part?.reload();
  }

  function renderPayment(one: Payment): TemplateResult {
    const texts = shell.texts();
    const { sections, customer } = texts.story;
    const told = {
      payment: one,
      session: session?.value() ?? null,
      refunds: refunds?.value()?.data ?? [],
      texts,
      format: shell.format(),
    };
    const story = tellPayment(told);
    const mine = madeNow();
    const refunding = options && {
      options,
      refunded(refund: Refund) {
        made = refund;
        for (const part of [payment, refunds, options]) part?.reload();
      },
    };
    return html`<div class="heading">
        <h1 tabindex="-1">${shell.format().money(one.amount)} · ${textFor(texts.method, one.method)}</h1>
        <p class="badges">${badge(shell, "payment", one.status)} ${exceptions(shell, one.exceptions)}</p>
      </div>
      <div class="two">
        <div>
          ${section(texts.story.title, renderStory(shell, story))}
          ${section(
            sections.actions,
            html`${paymentButtons(shell, one, { take: (newer) => void take(newer), refunding, unexpected: story.unexpected })}
            ${mine === null ? nothing : claimLink(shell, mine)}`,
          )}
          ${section(customer.title, renderCustomerView(shell, one))}
        </div>
        <div>${section(sections.details, renderFacts(one))}</div>
      </div>
      ${
        refunds === null
          ? nothing
          : section(
              sections.refunds,
              renderPart(refunds, ({ data }) => refundList(shell, data)),
            )
      }
      ${section(sections.timeline, timeline(shell, "payment", one.timeline ?? []))}
      ${
        exchanges === null
          ? nothing
          : section(
              sections.exchanges,
              renderPart(exchanges, ({ data }) => renderExchanges(shell, data)),
            )
      }
      ${
        events === null
          ? nothing
          : section(
              sections.events,
              renderPart(events, ({ data }) => eventList(shell, data, events.reload)),
            )
      }`;
  }

  function refreshEvent(eventId: string): void {
    if (events?.value()?.data.some((one) => one.id === eventId)) events.refresh();
  }

  return {
    title: () => fill("{word} {id}", { word: shell.texts().word.payment, id: paymentId }),
    render: () => html`${renderPart(payment, renderPayment)}`,
    changed({ object, id: changed }) {
      const isMine = changed === payment.value()?.session;
      if (object === "*" || isMine) for (const part of parts()) part.refresh();
      else if (object === "event") refreshEvent(changed);
      else if (object === "refund") for (const part of [payment, refunds, options, events]) part?.refresh();
    },
    close() {
      for (const part of parts()) part.close();
    },
  };
};
