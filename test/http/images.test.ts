/** The merchant's logo and the icons of methods, and what a session says of the merchant. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { request } from "undici";
import { afterAll, expect, test } from "vitest";
import { describeApp } from "../support/app-suite.ts";
import { openSession } from "./support/sessions.ts";

const folder = mkdtempSync(join(tmpdir(), "pay-checkout-images-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function picture(name: string): { readonly path: string; readonly text: string } {
  const path = join(folder, `${name}.svg`);
  const text = `<svg xmlns="http://www.w3.org/2000/svg"><title>${name}</title></svg>`;
  writeFileSync(path, text);
  return { path, text };
}

const logo = picture("logo");
const icon = picture("store");
const support = { email: "help@shop.example.com", url: "https://shop.example.com/help" };
const terms = "https://shop.example.com/terms";

describeApp(
  "pictures",
  {
    engines: ["sqlite"],
    config: (base) => ({
      ...base,
      merchant: { ...base.merchant, logo: logo.path, support, terms },
      accounts: base.accounts.map((account) => ({
        ...account,
        methods: account.methods.map((method) =>
          method.method === "store" ? { ...method, icon: icon.path } : method,
        ),
      })),
    }),
  },
  (app) => {
    const get = async (path: string) => await fetch(new URL(path, app().url));

    test("a session names who is paid, and the icons of its methods", async () => {
      const { browser } = await openSession(app());
      const { merchant, methods } = await browser.session();
      const served = expect.stringMatching(
        new RegExp(`^${app().config.publicUrl}/images/[0-9a-f]{32}\\.svg$`),
      );
      expect(merchant).toEqual({ name: "Cantina del Sol", logo: served, support, terms });
      expect(methods.map(({ id, icon: address }) => [id, address])).toEqual([
        ["bank_transfer", undefined],
        ["store", served],
        ["cashier", undefined],
      ]);
    });

    test("every page may show them, for ever, and an SVG opened by itself runs nothing", async () => {
      const { browser } = await openSession(app());
      const { merchant } = await browser.session();
      const { pathname } = new URL(merchant.logo ?? "");
      const reply = await get(pathname);
      expect(reply.status).toBe(200);
      expect(await reply.text()).toBe(logo.text);
      expect(Object.fromEntries(reply.headers)).toMatchObject({
        "content-type": "image/svg+xml",
        "cache-control": "public, max-age=31536000, immutable",
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      });
      // fetch() itself would ask for a fresh copy.
      const headers = { "if-none-match": reply.headers.get("etag") ?? "" };
      const again = await request(new URL(pathname, app().url), { headers });
      expect([again.statusCode, await again.body.text()]).toEqual([304, ""]);
      const head = await fetch(new URL(pathname, app().url), { method: "HEAD" });
      expect([head.status, head.headers.get("content-length")]).toEqual([200, String(logo.text.length)]);
    });

    test.each(["/images/none.svg", "/images/..%2fconfig.json", "/images/constructor", "/images/"])(
      "%s is 404",
      async (path) => {
        expect((await get(path)).status).toBe(404);
      },
    );
  },
);

describeApp("a method whose provider is down", { engines: ["sqlite"] }, (app) => {
  test("is named as unavailable, and the others are not", async () => {
    app().sandbox.state.arm({ kind: "drop", operation: "createPayment", provider: "paypro", times: null });
    for (let i = 0; i < 5; i++) {
      const { browser } = await openSession(app());
      await browser.start("store");
    }
    const { browser } = await openSession(app(), { amount: { value: "150.00", currency: "MXN" } });
    const { methods } = await browser.session();
    expect(methods.map(({ id, unavailable }) => [id, unavailable])).toEqual(
      methods.map(({ id }) => [id, { reason: "temporarily_unavailable" }]),
    );
    const other = await openSession(app(), { amount: { value: "10000", currency: "IDR" } });
    expect((await other.browser.session()).methods[0]).not.toHaveProperty("unavailable");
  });
});
