import type { ArmedFault } from "../../hostility/faults.ts";
import { type Html, html } from "../../pages/html.ts";
import { renderPage } from "../../pages/layout.ts";
import { moneyText } from "../../pages/money-text.ts";
import type { Order, ProviderId } from "../../state/order.ts";
import type { LoggedRequest } from "../../state/request-log.ts";
import { faultForm } from "./fault-form.ts";
import { callbackTag, controlBrand, orderPath, statusTag, timeText } from "./parts.ts";

export interface Overview {
  /** Every provider's name, and the selected one; null for all of them. */
  readonly names: Readonly<Record<ProviderId, string>>;
  readonly shown: ProviderId | null;
  readonly orders: readonly Order[];
  readonly requests: readonly LoggedRequest[];
  readonly faults: readonly ArmedFault[];
  readonly problem?: string;
}

const requestsShown = 25;

/** All orders and requests of the sandbox, newest first. */
export function renderOverview({ names, shown, orders, requests, faults, problem }: Overview): string {
  const newestFirst = [...orders].reverse();
  const payments = newestFirst.filter(({ kind }) => kind === "payment");
  const payouts = newestFirst.filter(({ kind }) => kind === "payout");
  const here = shown === null ? "/" : `/?provider=${shown}`;
  const tab = (href: string, name: string, isCurrent: boolean) =>
    html`<a href="${href}" ${isCurrent ? html`aria-current="page"` : null}>${name}</a>`;
  return renderPage({
    title: "What the providers hold",
    brand: controlBrand,
    wide: true,
    body: html`
<h1>What the providers hold</h1>
<nav class="tabs" aria-label="Provider">${tab("/", "All", shown === null)}${Object.entries(names).map(
      ([id, name]) => tab(`/?provider=${id}`, name, id === shown),
    )}<a href="/counter">Counter: pay a code</a><a href="${here}">Refresh</a></nav>
${problem === undefined ? null : html`<p class="note bad" role="alert">${problem}</p>`}
<section class="card"><h2>Orders</h2>${orderTable(payments, names, "No orders yet. Start a checkout in the shop.")}</section>
<section class="card"><h2>Payouts</h2>${orderTable(payouts, names, "No payouts yet.")}</section>
<div class="grid">
<section class="card"><h2>Armed faults</h2>${faultList(faults)}</section>
<section class="card"><h2>Arm a fault</h2>${faultForm(names, shown)}</section>
</div>
<section class="card spaced"><h2>Requests received</h2>${requestTable(requests.slice(-requestsShown).reverse(), names)}</section>
<form method="post" action="/reset"><button class="quiet">Forget everything: orders, requests, faults</button></form>`,
  });
}

function orderTable(orders: readonly Order[], names: Overview["names"], nothing: string): Html {
  if (orders.length === 0) return html`<p class="soft">${nothing}</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>
<thead><tr><th>Time</th><th>Provider</th><th>Order</th><th class="num">Amount</th><th class="num">Arrived</th><th>Status</th><th>Callback</th></tr></thead>
<tbody>${orders.map(
    (order) => html`<tr><td>${timeText(order.createdAt)}</td><td>${names[order.provider]}</td>
<td><a class="mono" href="${orderPath(order)}">${order.orderNo}</a></td>
<td class="num">${moneyText(order.amountMinor, order.decimals, order.currency)}</td>
<td class="num">${order.paidMinor === 0n ? "" : moneyText(order.paidMinor, order.decimals, order.currency)}</td>
<td>${statusTag(order.status)}</td><td>${callbackTag(order)}</td></tr>`,
  )}</tbody></table></div>`;
}

function faultList(faults: readonly ArmedFault[]): Html {
  if (faults.length === 0) return html`<p class="soft">None: the providers behave.</p>`;
  return html`<ul class="list">${faults.map(({ id, spec, met }) => {
    const where = `${spec.provider ?? "every provider"}, ${spec.operation ?? "every call"}`;
    const left = spec.times === null ? "until taken away" : `${spec.times - met} of ${spec.times} left`;
    const chance = spec.probability < 1 ? `, chance ${spec.probability}` : "";
    return html`<li><form method="post" action="/faults/disarm" class="between"><span><strong>${spec.kind.replaceAll("_", " ")}</strong>
<small>${where} · ${left}${chance}</small></span><button class="plain small" name="id" value="${id}">Take away</button></form></li>`;
  })}</ul>`;
}

function requestTable(requests: readonly LoggedRequest[], names: Overview["names"]): Html {
  if (requests.length === 0) return html`<p class="soft">None yet.</p>`;
  const tone = { accepted: "good", refused: "bad", absent: "" } as const;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>
<thead><tr><th>Time</th><th>Provider</th><th>Call</th><th>Order</th><th>Signature</th><th>Result</th></tr></thead>
<tbody>${requests.map(
    (
      each,
    ) => html`<tr><td>${timeText(each.at)}</td><td>${names[each.provider]}</td><td class="mono">${each.method} ${each.path}</td>
<td class="mono">${each.orderNo ?? ""}</td><td><span class="tag ${tone[each.signature]}">${each.signature}</span></td>
<td>${each.result}${each.fault === null ? null : html` <span class="tag wait">${each.fault}</span>`}</td></tr>`,
  )}</tbody></table></div>`;
}
