import { startTestServer } from "../../../support/net.ts";

/** A page of the shop. */
export interface ShopPage {
  readonly body: string;
  readonly head?: string;
  /** Content-Security-Policy; none when absent. */
  readonly policy?: string;
}

/** A shop on an origin of its own. */
export interface Shop {
  readonly origin: string;
  /** Serves a page under a path of its own and answers with its address. */
  readonly addPage: (page: ShopPage) => string;
  readonly close: () => Promise<void>;
}

/** The policy that widget.md promises to work under. */
export function strictPolicy(bff: string): string {
  return [
    "default-src 'none'",
    `script-src ${bff}`,
    `connect-src ${bff}`,
    "style-src 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html",
  ].join("; ");
}

/** Starts a shop that serves the pages a test gives it. */
export async function startShop(): Promise<Shop> {
  const pages = new Map<string, ShopPage>();
  const server = await startTestServer((request, response) => {
    const page = pages.get(new URL(request.url ?? "/", "http://shop").pathname);
    if (page === undefined) {
      response.writeHead(404).end();
      return;
    }
    const { body, head = "", policy } = page;
    response.setHeader("content-type", "text/html; charset=utf-8");
    if (policy !== undefined) response.setHeader("content-security-policy", policy);
    response.end(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <title>Shop</title>${head}</head><body>${body}</body></html>`,
    );
  });
  const { origin } = server;
  return {
    origin,
    addPage: (page) => {
      const path = `/page-${pages.size + 1}`;
      pages.set(path, page);
      return origin + path;
    },
    close: server.close,
  };
}
