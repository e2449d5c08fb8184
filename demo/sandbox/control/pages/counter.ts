import type { Router } from "express";
import { z } from "zod";
import { type Html, html } from "../../pages/html.ts";
import { renderPage } from "../../pages/layout.ts";
import { moneyText } from "../../pages/money-text.ts";
import type { Provider } from "../../providers/contract.ts";
import type { Order, ProviderId } from "../../state/order.ts";
import type { SandboxControls } from "../controls.ts";

const bankBrand = { id: "bank", name: "Counter" };

const findSchema = z.object({ code: z.string().trim().min(1) });
const formSchema = z.object({
  do: z.enum(["pay", "other", "fail", "nothing"]),
  amount: z.string().trim().optional(),
});

const squeeze = (text: string) => text.replace(/[\s-]/g, "").toLowerCase();

/** The code that was shown to the customer, who takes it to a bank, a shop or a UPI app. */
function codeOf(order: Order): string | null {
  return order.detail.code ?? order.detail.upi ?? null;
}

function placeOf(order: Order): string {
  if (order.detail.upi !== undefined) return "UPI app";
  return order.detail.wayCode === "store" ? "Convenience store" : "Bank transfer";
}

interface CounterOptions {
  readonly state: SandboxControls;
  readonly providers: Readonly<Record<ProviderId, Provider>>;
}

/** Pages that stand in for the customer's bank, the store's till and the UPI app. */
export function addCounter(router: Router, { state, providers }: CounterOptions): void {
  const withCode = () => state.orders({ kind: "payment" }).filter((order) => codeOf(order) !== null);
  const byToken = (token: string) => withCode().find((order) => order.token === token);

  router.get("/counter", (request, response) => {
    const typed = findSchema.safeParse(request.query);
    if (!typed.success) {
      response.type("html").send(renderList(withCode()));
      return;
    }
    const wanted = squeeze(typed.data.code);
    const found = withCode().find((order) =>
      [codeOf(order) ?? "", order.orderNo].map(squeeze).includes(wanted),
    );
    if (found) response.redirect(303, `/counter/${found.token}`);
    else response.status(404).type("html").send(renderList(withCode(), typed.data.code));
  });

  router.get("/counter/:token", (request, response) => {
    const order = byToken(request.params.token);
    if (order) response.type("html").send(renderOrder(order, providers[order.provider].name));
    else response.redirect(303, "/counter");
  });

  router.post("/counter/:token", (request, response) => {
    const order = byToken(request.params.token);
    const form = formSchema.safeParse(request.body);
    if (!order || !form.success || form.data.do === "nothing") {
      response.redirect(303, "/counter");
      return;
    }
    const { do: pressed, amount } = form.data;
    const played =
      pressed === "fail"
        ? state.play(order, { action: "fail" })
        : state.play(order, { action: "pay", amount: pressed === "other" ? (amount ?? "") : undefined });
    const name = providers[order.provider].name;
    if (played.ok) response.redirect(303, `/counter/${order.token}`);
    else
      response
        .status(422)
        .type("html")
        .send(renderOrder(order, name, `Not possible: ${played.why}.`));
  });
}

function renderList(orders: readonly Order[], missed?: string): string {
  const open = orders.filter(({ status }) => status === "pending" || status === "partially_paid").reverse();
  return renderPage({
    title: "Counter",
    brand: bankBrand,
    body: html`
<h1>Pay a code</h1>
<p class="soft">Here you are the customer at the bank, at the till of a shop or in a UPI app.</p>
${missed === undefined ? null : html`<p class="note bad" role="alert">Nobody issued the code ${missed}.</p>`}
<section class="card"><form method="get" action="/counter" class="stack">
<div><label for="code">Code, reference or UPI address</label>
<input id="code" name="code" autocomplete="off" spellcheck="false" required></div>
<button class="primary">Find it</button></form></section>
<section class="card"><h2>Waiting to be paid</h2>
${open.length === 0 ? html`<p class="soft">No code is open. Choose a code in the shop's checkout first.</p>` : listOf(open)}</section>`,
  });
}

function listOf(orders: readonly Order[]): Html {
  return html`<ul class="list">${orders.map(
    (
      order,
    ) => html`<li><a href="/counter/${order.token}"><span><span class="mono">${codeOf(order) ?? ""}</span>
<small>${placeOf(order)}</small></span><strong>${moneyText(order.amountMinor, order.decimals, order.currency)}</strong></a></li>`,
  )}</ul>`;
}

function noteOf(order: Order): Html | null {
  const paid = moneyText(order.paidMinor, order.decimals, order.currency);
  switch (order.status) {
    case "pending":
      return null;
    case "partially_paid":
      return html`<p class="note wait" role="status">${paid} arrived. The rest may still come.</p>`;
    case "succeeded":
      return html`<p class="note good" role="status">Paid: ${paid}. The provider tells the merchant.</p>`;
    default:
      return html`<p class="note bad" role="status">This payment is ${order.status}.</p>`;
  }
}

function renderOrder(order: Order, providerName: string, problem?: string): string {
  const dueMinor = order.amountMinor - order.paidMinor;
  const due = moneyText(dueMinor, order.decimals, order.currency);
  return renderPage({
    title: "Counter",
    brand: bankBrand,
    body: html`
<h1>${placeOf(order)}</h1>
${noteOf(order)}
${problem === undefined ? null : html`<p class="note bad" role="alert">${problem}</p>`}
<section class="card"><p class="label">Code</p><p class="code">${codeOf(order) ?? ""}</p>
<dl class="facts">
<div><dt>Amount</dt><dd>${moneyText(order.amountMinor, order.decimals, order.currency)}</dd></div>
${order.paidMinor === 0n ? null : html`<div><dt>Arrived</dt><dd>${moneyText(order.paidMinor, order.decimals, order.currency)}</dd></div>`}
<div><dt>Provider</dt><dd>${providerName}</dd></div>
<div><dt>Order</dt><dd class="mono">${order.orderNo}</dd></div></dl></section>
${order.status === "succeeded" || order.status === "reversed" ? null : forms(order, due)}
<p><a href="/counter">Another code</a></p>`,
  });
}

function forms(order: Order, due: string): Html {
  const action = `/counter/${order.token}`;
  return html`<div class="stack">
<form method="post" action="${action}"><button class="primary" name="do" value="pay">Pay ${due}</button></form>
<details><summary>Pay another amount</summary><form method="post" action="${action}" class="row">
<div class="grow"><label for="amount">Amount in ${order.currency}</label><input id="amount" name="amount" inputmode="decimal" autocomplete="off" required></div>
<div><button class="plain" name="do" value="other">Pay</button></div></form></details>
${order.status === "pending" ? html`<form method="post" action="${action}"><button class="danger" name="do" value="fail">Fail</button></form>` : null}
<form method="post" action="${action}"><button class="quiet" name="do" value="nothing">Say nothing</button></form>
</div>`;
}
