/** Parts of a payment's screen: its story, what the customer sees, and what was said with the provider. */
import { html, nothing, type TemplateResult } from "lit";
import type { ExchangeView, NextAction, Payment } from "../../../bff/contract.ts";
import { fill } from "../../i18n/text.ts";
import { isZero } from "../i18n/format.ts";
import { textFor } from "../i18n/texts.ts";
import { copyButton, exactMoment } from "../pieces/basics.ts";
import type { Shell } from "../shell.ts";
import { outcomeWords } from "../story/detail.ts";
import type { Story } from "../story/payment-story.ts";

export function renderStory(shell: Shell, { now, steps }: Story): TemplateResult {
  const format = shell.format();
  return html`<div class="now">${now.map((text) => html`<p>${text}</p>`)}</div>
    <ol class="story">${steps.map(
      ({
        at,
        text,
        more,
        quote,
      }) => html`<li><time datetime=${at} title=${format.utc(at)}>${format.moment(at)}</time>
        <p>${text}${more === null ? nothing : html` <span class="wrap">${more}</span>`}${quote === null ? nothing : html` <q class="wrap">${quote}</q>`}</p></li>`,
    )}</ol>`;
}

function renderAction(shell: Shell, action: NextAction): TemplateResult {
  const { customer } = shell.texts().story;
  const shown = (label: string, value: string) =>
    html`<p>${label}</p><p class="code"><code>${value}</code>${copyButton(shell, value, label)}</p>`;
  switch (action.type) {
    case "display_code":
      return html`${shown(action.codeType === "store" ? customer.code : customer.account, action.code)}
        <dl class="facts">${action.details.map(
          ({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
        )}</dl>
        <p class="second">${fill(customer.until, { time: shell.format().moment(action.expiresAt) })}</p>`;
    case "display_qr":
      return shown(customer.qr, action.data);
    case "redirect":
      return shown(customer.page, action.url);
    case "redirect_form":
      return shown(customer.form, action.url);
  }
}

/** What the customer sees now, in words, and the code or page itself. */
export function renderCustomerView(shell: Shell, payment: Payment): TemplateResult {
  const { status, nextAction } = payment;
  const { customer } = shell.texts().story;
  // Of a part that has arrived, the customer's page keeps a code, and no QR code or way to the provider's page.
  const isShown =
    status === "pending" || (status === "partially_paid" && nextAction?.type === "display_code");
  const words = new Map(
    Object.entries({
      creating: customer.waiting,
      unknown: customer.waiting,
      partially_paid: isShown ? customer.partly : customer.partlyPlain,
      review: isZero(payment.amountReceived) ? customer.settlingPlain : customer.settling,
      succeeded: customer.paid,
    }),
  );
  return html`${nextAction !== null && isShown ? renderAction(shell, nextAction) : nothing}
    ${nextAction !== null && status === "pending" ? nothing : html`<p>${words.get(status) ?? customer.ended}</p>`}`;
}

function renderBody(title: string, body: string | null): TemplateResult | typeof nothing {
  return body === null ? nothing : html`<p class="second">${title}</p><pre tabindex="0">${body}</pre>`;
}

/** What was said between us and the provider, oldest first; the bodies are folded away. */
export function renderExchanges(shell: Shell, exchanges: readonly ExchangeView[]): TemplateResult {
  const texts = shell.texts();
  const { sections, direction, operation } = texts.story;
  if (exchanges.length === 0) return html`<p class="empty">${texts.nothing}</p>`;
  return html`<p class="second">${sections.exchangesHint}</p>
    <ul class="exchanges">${exchanges.map(
      (one) => html`<li><details>
        <summary><span class="badge ${one.direction === "out" ? "plain" : "good"}">${direction[one.direction]}</span>
          ${textFor(operation, one.operation)} ${exactMoment(shell, one.at)}
          <span class="second">${one.status ?? "–"} · ${outcomeWords(one.outcome, texts)}${one.ms === null ? "" : ` · ${shell.format().duration(one.ms)}`}</span></summary>
        <p class="wrap"><code>${one.method} ${one.url}</code></p>
        ${renderBody(sections.request, one.request)}
        ${renderBody(sections.response, one.response)}
      </details></li>`,
    )}</ul>`;
}
