import { type Market, markets, priceText, product } from "./catalog.ts";
import { type Html, html } from "./html.ts";
import type { Order } from "./orders.ts";

interface Shell {
  readonly title: string;
  readonly body: Html;
  readonly script?: string;
  /** Address of the sandbox's control page, where the demo's user plays the bank. */
  readonly sandboxUrl: string;
}

function renderShell({ title, body, script, sandboxUrl }: Shell): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Cantina del Sol</title>
<link rel="icon" href="/sun.svg" type="image/svg+xml">
<link rel="stylesheet" href="/shop.css">
${script === undefined ? null : html`<script type="module" src="${script}"></script>`}
</head>
<body>
<header class="top"><a class="brand" href="/"><img src="/sun.svg" alt="" width="28" height="28">Cantina del Sol</a><span class="who">Ana Díaz</span></header>
<main>${body}</main>
<footer class="foot">This is a demo: no coffee, no real money.
<a href="${sandboxUrl}/counter" target="_blank" rel="noopener">Play the bank or the store</a> ·
<a href="${sandboxUrl}/" target="_blank" rel="noopener">Play the provider</a></footer>
</body>
</html>`.markup;
}

/** The product, its markets, and the button that starts an order. */
export function renderProduct(market: Market, sandboxUrl: string, problem?: string): string {
  return renderShell({
    title: product.name,
    sandboxUrl,
    body: html`<nav class="markets" aria-label="Country and currency">${markets.map(
      (each) =>
        html`<a href="/?market=${each.id}" ${each === market ? html`aria-current="true"` : null}>${each.name} <small>${each.currency}</small></a>`,
    )}</nav>
${problem === undefined ? null : html`<p class="alert" role="alert">We could not start the checkout: ${problem}.</p>`}
<article class="product">
<div class="picture"><img src="/coffee.svg" alt="A bag of coffee" width="400" height="480"></div>
<div>
<h1>${product.name}</h1>
<p class="soft">${product.weight}</p>
<p class="price">${priceText(market.unitMinor, market)}</p>
<p>${product.story}</p>
<form method="post" action="/orders" class="buy">
<input type="hidden" name="market" value="${market.id}">
<label>Bags <select name="quantity">${[1, 2, 3, 4, 5].map((count) => html`<option>${count}</option>`)}</select></label>
<label>Checkout in <select name="locale"><option value="en">English</option><option value="${market.language.tag}">${market.language.name}</option></select></label>
<button>Buy now</button>
</form>
<p class="soft small">Free delivery · Roasted to order · Returns within 30 days</p>
</div>
</article>`,
  });
}

function renderSummary(order: Order): Html {
  return html`<div class="summary"><div class="item"><img src="/coffee.svg" alt="" width="56" height="67">
<div><strong>${product.name}</strong><br><span class="soft">${order.quantity} × ${product.weight}</span></div></div>
<p class="line"><span>Delivery</span><span>free</span></p>
<p class="line total"><span>Total</span><span>${priceText(order.totalMinor, order.market)}</span></p></div>`;
}

/** The checkout. The integration in the page is two lines of HTML. */
export function renderCheckout(order: Order, bffPublicUrl: string, sandboxUrl: string): string {
  return renderShell({
    title: "Checkout",
    sandboxUrl,
    body: html`<h1 class="page-title">Checkout</h1>
<div class="checkout">
<aside><h2>Your order</h2>${renderSummary(order)}<p class="soft small">Order ${order.number} for Ana Díaz</p></aside>
<div class="pay">
<script type="module" src="${bffPublicUrl}/widget/v1/pay-checkout.js"></script>
<pay-checkout bff="${bffPublicUrl}" client-token="${order.session?.clientToken ?? ""}" locale="${order.locale}"></pay-checkout>
</div>
</div>`,
  });
}

const orderTexts: Readonly<Record<Order["status"], { readonly title: string; readonly text: string }>> = {
  paid: { title: "Thank you, Ana!", text: "Your order is paid. We roast it on Tuesday." },
  unpaid: {
    title: "Your order",
    text: "We are waiting for the payment. This page tells you when it is there.",
  },
  canceled: { title: "Your order", text: "The checkout was canceled. Nothing was charged." },
  expired: { title: "Your order", text: "The time to pay is over. Nothing was charged." },
};

/** The order's status as the shop knows it: from webhooks, never from the browser. */
export function renderOrder(order: Order, sandboxUrl: string): string {
  const { title, text } = orderTexts[order.status];
  return renderShell({
    title: "Your order",
    script: "/order.js",
    sandboxUrl,
    body: html`<div class="order" data-order="${order.id}" data-status="${order.status}">
<span class="state ${order.status}">${order.status}</span>
<h1>${title}</h1><p>${text}</p><p class="soft small">Order ${order.number}</p>${renderSummary(order)}
${order.status === "unpaid" ? html`<p><a class="button" href="/checkout/${order.id}">Back to the checkout</a></p>` : null}
<p><a href="/">Back to the shop</a></p></div>`,
  });
}

export function renderMissing(sandboxUrl: string): string {
  return renderShell({
    title: "Not found",
    sandboxUrl,
    body: html`<div class="order"><h1>There is nothing here</h1><p><a href="/">Back to the shop</a></p></div>`,
  });
}
