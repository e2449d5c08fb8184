/** The pages that are measured: ours, as the hosted page and as a tag in a shop's page, and those of the peers. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { makePayPage } from "../../../bff/http/pay-page.ts";
import { hostedPolicy } from "../../support/hosted-policy.ts";
import type { TestServer } from "../../support/net.ts";
import { adyenSetup, openAnswer, xenditSession } from "./answers.ts";
import { preparePeers } from "./peers.ts";
import { html, json, type Reply, script, startSite, style } from "./site.ts";

export type Language = "en" | "es" | "hi";

export interface Contender {
  readonly name: "hosted" | "tag" | "adyen" | "xendit";
  readonly language: Language;
  readonly url: string;
  /** An expression that is true in the page once the customer can choose a method. */
  readonly isUsable: string;
}

export interface Contest {
  readonly contenders: readonly Contender[];
  readonly close: () => Promise<void>;
}

const dist = join(import.meta.dirname, "../../../dist/widget");
const types: Readonly<Record<string, string>> = { ".js": "text/javascript", ".css": "text/css" };
const languages: readonly Language[] = ["en", "es", "hi"];
const token = `ct_1${"0".repeat(20)}`;

const ours =
  '!!document.querySelector("pay-checkout")?.shadowRoot?.querySelector("input[type=radio]:enabled")';
const usable = {
  adyen:
    '!!document.querySelector(".adyen-checkout__payment-method button, .adyen-checkout__payment-method input")',
  xendit: "!!document.querySelector('.xendit-accordion-item-header[tabindex=\"0\"]')",
};

async function sendWidget(path: string): Promise<Reply | null> {
  const file = join(dist, path.slice("/widget/".length));
  if (!existsSync(file)) return null;
  return { type: types[extname(file)] ?? "application/octet-stream", body: await readFile(file) };
}

async function sendHosted(accepted: string): Promise<Reply> {
  const fitting = (tags: string[]) => tags.filter((tag) => accepted.startsWith(tag));
  // The most exact one: `es-MX` before `es`.
  const accepts = (tags: string[]) => fitting(tags).toSorted((a, b) => b.length - a.length)[0] ?? false;
  const page = await makePayPage({ folder: dist, merchantName: "Cantina del Sol", accepts });
  const headers = { "content-security-policy": hostedPolicy("'none'", page).join("; ") };
  return { ...html(page.html), headers };
}

/** Our BFF, and beside it the servers that the peers call. */
function startServices(): Promise<TestServer> {
  const open = json(openAnswer());
  const setup = json(adyenSetup());
  const session = json(xenditSession());
  return startSite(async (path, request) => {
    if (path === "/pay") return await sendHosted(String(request.headers["accept-language"]));
    if (path.startsWith("/widget/v1/")) return await sendWidget(path);
    if (path === "/checkout/open") return open;
    if (path.endsWith("/setup")) return setup;
    if (path.startsWith("/api/sessions/")) return session;
    if (path.startsWith("/test/analytics/")) return json({ checkoutAttemptId: "a1" });
    if (path.endsWith(".svg"))
      return { type: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg"/>' };
    return null;
  });
}

const page = (head: string, body: string): Reply =>
  html(`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Shop</title>${head}</head><body><h1>Your order</h1>${body}</body></html>`);

/**
 * Starts the servers, and prepares the pages.
 * @param cache where the peers' packages are kept
 */
export async function startContest(cache: string): Promise<Contest> {
  const services = await startServices();
  const api = services.origin;
  const peers = await preparePeers(cache, api);
  const pages = new Map<string, Reply>([
    ["/adyen.js", script(peers.adyenScript)],
    ["/adyen.css", style(peers.adyenStyle)],
    ["/xendit.js", script(peers.xenditScript)],
    [
      "/adyen",
      page(
        `<script>window.api = "${api}"</script><link rel="stylesheet" href="/adyen.css"><script type="module" src="/adyen.js"></script>`,
        '<div id="checkout"></div>',
      ),
    ],
    ["/xendit", page('<script type="module" src="/xendit.js"></script>', '<div id="checkout"></div>')],
    ...languages.map((language): [string, Reply] => [
      `/tag-${language}`,
      page(
        `<script src="${api}/widget/v1/early.js" async crossorigin fetchpriority="high"></script><script type="module" src="${api}/widget/v1/pay-checkout.js"></script>`,
        `<pay-checkout bff="${api}" client-token="${token}" locale="${language}"></pay-checkout>`,
      ),
    ]),
  ]);
  const shop = await startSite(async (path) => pages.get(path) ?? null);
  const own = languages.flatMap((language): Contender[] => [
    { name: "hosted", language, url: `${api}/pay#${token}`, isUsable: ours },
    { name: "tag", language, url: `${shop.origin}/tag-${language}`, isUsable: ours },
  ]);
  const theirs = (["adyen", "xendit"] as const).map(
    (name): Contender => ({ name, language: "en", url: `${shop.origin}/${name}`, isUsable: usable[name] }),
  );
  return {
    contenders: [...own, ...theirs],
    close: async () => void (await Promise.all([shop.close(), services.close()])),
  };
}
