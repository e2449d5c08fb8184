import type { Router } from "express";
import { type Html, html } from "./html.ts";
import { style } from "./style.ts";

/** A page of the sandbox. */
export interface Page {
  readonly title: string;
  /** The name of the page's owner, such as `CXPay`, and the class of its colours in the style sheet. */
  readonly brand: { readonly name: string; readonly id: string };
  readonly body: Html;
  readonly wide?: boolean;
}

const stylePath = "/sandbox.css";

export function renderPage({ title, brand, body, wide = false }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title} · ${brand.name} sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${stylePath}">
</head>
<body class="brand-${brand.id}">
<header class="bar"><span class="mark" aria-hidden="true">${brand.name.slice(0, 1)}</span><strong>${brand.name}</strong><span class="chip">Sandbox · no real money</span></header>
<main class="${wide ? "wide" : "narrow"}">${body}</main>
</body>
</html>`.markup;
}

/** Serves the style sheet, on every server that has pages. */
export function addStyle(router: Router): void {
  router.get(stylePath, (_request, response) => {
    response.setHeader("Cache-Control", "public, max-age=300");
    response.type("text/css").send(style);
  });
}
