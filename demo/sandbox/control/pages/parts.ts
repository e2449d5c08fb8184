import { type Html, html } from "../../pages/html.ts";
import type { Order, OrderStatus } from "../../state/order.ts";

/** The brand of the control pages. */
export const controlBrand = { id: "control", name: "Control" };

const tones: Readonly<Record<OrderStatus, string>> = {
  pending: "wait",
  partially_paid: "wait",
  succeeded: "good",
  failed: "bad",
  closed: "bad",
  reversed: "bad",
};

export function statusTag(status: OrderStatus): Html {
  return html`<span class="tag ${tones[status]}">${status.replace("_", " ")}</span>`;
}

/** How the merchant answered the callbacks of this order. */
export function callbackTag(order: Order): Html {
  const last = order.callbacks.at(-1);
  if (!last) return html`<span class="tag">none</span>`;
  if (last.acknowledged) return html`<span class="tag good">acknowledged</span>`;
  if (last.nextAttemptAt !== null) return html`<span class="tag wait">trying again</span>`;
  return html`<span class="tag bad">${last.attempts.length === 0 ? "held back" : "given up"}</span>`;
}

/** `14:03:22` in UTC, with the full date and time as a tooltip. */
export function timeText(at: number): Html {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}" title="${iso}">${iso.slice(11, 19)}</time>`;
}

/** Address of an order's page. */
export function orderPath(order: Order): string {
  return `/orders/${order.provider}/${order.kind}/${encodeURIComponent(order.orderNo)}`;
}

export function options(values: readonly string[], labels: Readonly<Record<string, string>> = {}): Html[] {
  return values.map(
    (value) => html`<option value="${value}">${labels[value] ?? value.replaceAll("_", " ")}</option>`,
  );
}
