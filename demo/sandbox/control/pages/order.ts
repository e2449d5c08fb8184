import { callbackFaults } from "../../hostility/faults.ts";
import { type Html, html } from "../../pages/html.ts";
import { renderPage } from "../../pages/layout.ts";
import { moneyText } from "../../pages/money-text.ts";
import type { Provider } from "../../providers/contract.ts";
import type { CallbackRecord, Order } from "../../state/order.ts";
import { options, orderPath, statusTag, timeText } from "./parts.ts";

interface OrderView {
  readonly order: Order;
  readonly provider: Provider;
  /** The page on which the customer pays; null when the merchant shows a code instead. */
  readonly page: string | null;
  readonly problem?: string;
}

/** One order: the data that the provider holds, the callbacks it sent, and buttons that change the order. */
export function renderOrder({ order, provider, page, problem }: OrderView): string {
  const facts: [string, string][] = [
    ["Amount", moneyText(order.amountMinor, order.decimals, order.currency)],
    ["Arrived", moneyText(order.paidMinor, order.decimals, order.currency)],
    ["Provider's number", order.platformNo],
    ["Created by", order.via],
    ...Object.entries(order.detail).filter(([, text]) => text !== ""),
    ["Callbacks to", order.callbackUrl ?? "nowhere"],
    ["Returns to", order.returnUrl ?? "nowhere"],
  ];
  return renderPage({
    title: order.orderNo,
    brand: { id: provider.id, name: provider.name },
    wide: true,
    body: html`
<p><a href="/?provider=${provider.id}">All orders of ${provider.name}</a></p>
<h1>${order.kind === "payment" ? "Order" : "Payout"} <span class="mono big">${order.orderNo}</span> ${statusTag(order.status)}</h1>
${problem === undefined ? null : html`<p class="note bad" role="alert">${problem}</p>`}
<div class="grid">
<section class="card"><h2>Play the provider</h2>${plays(order, provider, page)}</section>
<section class="card"><h2>What it knows</h2><dl class="facts bare">${facts.map(
      ([label, text]) => html`<div><dt>${label}</dt><dd>${text}</dd></div>`,
    )}</dl></section>
<section class="card"><h2>History</h2><ul class="list">${order.history.map(
      ({ at, what }) => html`<li class="line">${timeText(at)} ${what}</li>`,
    )}</ul></section>
</div>
<section class="card spaced"><h2>Callbacks</h2>${
      order.callbacks.length === 0
        ? html`<p class="soft">None was sent.</p>`
        : html`<ul class="list">${[...order.callbacks].reverse().map(callbackItem)}</ul>`
    }</section>`,
  });
}

function plays(order: Order, provider: Provider, page: string | null): Html {
  const base = orderPath(order);
  const button = (action: string, text: string, look: string) =>
    html`<form method="post" action="${base}/${action}"><button class="${look}">${text}</button></form>`;
  const payable = order.status !== "succeeded" && order.status !== "reversed";
  const due = moneyText(order.amountMinor - order.paidMinor, order.decimals, order.currency);
  return html`<div class="stack">
${payable ? button("pay", order.kind === "payment" ? `Pay ${due}` : "Pay it out", "primary") : null}
${
  payable && order.kind === "payment"
    ? html`<form method="post" action="${base}/partial" class="row"><div class="grow"><label for="amount">Another amount</label><input id="amount" name="amount" inputmode="decimal" autocomplete="off" required></div><div><button class="plain">Pay</button></div></form>`
    : null
}
<div class="buttons">
${order.status === "pending" ? button("fail", "Fail", "danger") : null}
${order.status === "pending" ? button("close", "Close", "plain") : null}
${order.status === "succeeded" && provider.knows.reversal ? button("reverse", "Reverse", "danger") : null}
${page === null ? null : html`<a class="button plain small" href="${page}">Customer's page</a>`}
</div>
<form method="post" action="${base}/callback" class="row"><div class="grow"><label for="mode">Send the callback again</label>
<select id="mode" name="mode">${options(["", ...callbackFaults], { "": "as it is" })}</select></div><div><button class="plain">Send</button></div></form>
</div>`;
}

function callbackItem(callback: CallbackRecord): Html {
  return html`<li class="line stack"><div>${
    callback.acknowledged
      ? html`<span class="tag good">acknowledged</span>`
      : html`<span class="tag ${callback.nextAttemptAt === null ? "bad" : "wait"}">not acknowledged</span>`
  } ${callback.twist === null ? null : html`<span class="tag wait">${callback.twist}</span> `}<span class="soft">${callback.contentType}</span></div>
<pre>${callback.body}</pre>
${callback.attempts.map(
  ({ at, status, answer }) =>
    html`<div class="soft">${timeText(at)} → ${status === null ? "no answer" : status} <span class="mono">${answer}</span></div>`,
)}
${callback.nextAttemptAt === null ? null : html`<div class="soft">next at ${timeText(callback.nextAttemptAt)}</div>`}</li>`;
}
