import type { Request, Response, Router } from "express";
import { z } from "zod";
import type { Desk } from "../providers/contract.ts";
import type { Order, OrderStatus, ProviderId } from "../state/order.ts";
import { type Html, html } from "./html.ts";
import { renderPage } from "./layout.ts";
import { moneyText } from "./money-text.ts";

const formSchema = z.object({
  do: z.enum(["pay", "other", "fail", "leave"]),
  amount: z.string().trim().optional(),
});

/** The content of a cashier page. */
export interface CashierView {
  readonly brand: { readonly name: string; readonly id: ProviderId };
  readonly order: Order;
  /** The address to which the page's forms post. */
  readonly action: string;
  /** Lines under the amount. */
  readonly facts?: readonly (readonly [label: string, text: string])[];
  /** Extra content of this provider, such as a QR code. */
  readonly extra?: Html;
  readonly problem?: string;
}

const outcomes: Readonly<Record<OrderStatus, { readonly tone: string; readonly text: string } | null>> = {
  pending: null,
  partially_paid: { tone: "wait", text: "Part of the amount has arrived." },
  succeeded: { tone: "good", text: "Paid." },
  failed: { tone: "bad", text: "This payment failed." },
  closed: { tone: "bad", text: "This order is closed." },
  reversed: { tone: "bad", text: "The money went back." },
};

/** The page of a provider on which the customer pays. */
export function renderCashier(view: CashierView): string {
  const { brand, order, action, facts = [], extra, problem } = view;
  const outcome = outcomes[order.status];
  const due = moneyText(order.amountMinor, order.decimals, order.currency);
  const open = order.status === "pending" || order.status === "partially_paid";
  return renderPage({
    title: `Pay ${due}`,
    brand,
    body: html`
<h1>${open ? "Complete your payment" : "Your payment"}</h1>
${outcome ? html`<p class="note ${outcome.tone}" role="status">${outcome.text}</p>` : null}
${problem ? html`<p class="note bad" role="alert">${problem}</p>` : null}
<section class="card">
<p class="label">Amount to pay</p>
<p class="sum">${due}</p>
${extra ?? null}
<dl class="facts">${facts.map(([label, text]) => html`<div><dt>${label}</dt><dd>${text}</dd></div>`)}
<div><dt>Order</dt><dd class="mono">${order.orderNo}</dd></div></dl>
</section>
${open ? playForms(action, due, order) : backForm(action, order)}`,
  });
}

function playForms(action: string, due: string, order: Order): Html {
  return html`<div class="stack">
<form method="post" action="${action}"><button class="primary" name="do" value="pay">Pay ${due}</button></form>
<details><summary>Pay another amount</summary><form method="post" action="${action}" class="row">
<div class="grow"><label for="amount">Amount in ${order.currency}</label><input id="amount" name="amount" inputmode="decimal" autocomplete="off" required></div>
<div><button class="plain" name="do" value="other">Pay</button></div></form></details>
<form method="post" action="${action}"><button class="danger" name="do" value="fail">Fail</button></form>
<form method="post" action="${action}"><button class="quiet" name="do" value="leave">Close without paying</button></form>
</div>`;
}

function backForm(action: string, order: Order): Html {
  if (order.returnUrl === null) return html`<p class="soft">You can close this page.</p>`;
  return html`<form method="post" action="${action}"><button class="primary" name="do" value="leave">Back to the shop</button></form>`;
}

/** Runs the action of the button that the customer pressed, then redirects the browser to the merchant. */
export function playCashier(request: Request, response: Response, desk: Desk, view: CashierView): void {
  const { order, action } = view;
  const form = formSchema.safeParse(request.body);
  const show = (problem: string) =>
    response
      .status(422)
      .type("html")
      .send(renderCashier({ ...view, problem }));
  if (!form.success) {
    show("Please choose one of the buttons.");
    return;
  }
  const { do: pressed, amount } = form.data;
  if (pressed !== "leave") {
    const played =
      pressed === "fail"
        ? desk.player(order, { action: "fail" })
        : desk.player(order, { action: "pay", ...(pressed === "other" ? { amount: amount ?? "" } : {}) });
    if (!played.ok) {
      show(`That is not possible: ${played.why}.`);
      return;
    }
  }
  response.redirect(303, order.returnUrl ?? action);
}

interface CashierOptions {
  readonly brand: { readonly name: string; readonly id: ProviderId };
  /** Route with `:token`. */
  readonly path: string;
  readonly factsOf?: (order: Order) => CashierView["facts"];
  readonly extraOf?: (order: Order) => Html;
}

/** Cashier pages at `path`, each order's under its unguessable token. */
export function addCashier(
  router: Router,
  desk: Desk,
  { brand, path, factsOf, extraOf }: CashierOptions,
): void {
  function viewOf(request: Request): CashierView | undefined {
    const { token } = request.params;
    const order = desk.store.findWhere((each) => each.token === token && each.provider === brand.id);
    if (!order) return undefined;
    const extra = order.status === "pending" ? extraOf?.(order) : undefined;
    return { brand, order, action: request.path, facts: factsOf?.(order), extra };
  }
  router.get(path, (request, response) => {
    const view = viewOf(request);
    if (view) response.type("html").send(renderCashier(view));
    else response.status(404).type("html").send(renderMissing(brand));
  });
  router.post(path, (request, response) => {
    const view = viewOf(request);
    if (view) playCashier(request, response, desk, view);
    else response.status(404).type("html").send(renderMissing(brand));
  });
}

export function renderMissing(brand: CashierView["brand"]): string {
  return renderPage({
    title: "No such order",
    brand,
    body: html`<h1>No such order</h1><p class="soft">It may have been cleared when the sandbox was reset.</p>`,
  });
}
