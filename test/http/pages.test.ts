import { createHash } from "node:crypto";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { request } from "undici";
import { afterAll, describe, expect, test } from "vitest";
import { startTestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { hostedPolicy } from "../support/hosted-policy.ts";
import { createWidgetFolder, widgetFiles } from "../support/widget-folder.ts";

const widget = createWidgetFolder();
const folder = widget.path;
const files = widgetFiles;
afterAll(widget.remove);

describeApp("pages", { widgetFolder: folder }, (app) => {
  describe("GET /pay", () => {
    const hashOf = (text = "") => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const hashesIn = (text: string, element: "script" | "style") =>
      [...text.matchAll(new RegExp(`<${element}[^>]*>([\\s\\S]*?)</${element}>`, "g"))].map(([, one]) =>
        hashOf(one),
      );

    test("is a page with the widget in it, and the script that asks for the session before all else", async () => {
      const reply = await app().call({ path: "/pay" });
      expect(reply.status).toBe(200);
      expect(reply.headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(reply.text).toContain('<meta charset="utf-8">\n<script>void 1;</script>');
      expect(reply.text).toContain(`<script type="module">export const page = 'widget';</script>\n</body>`);
      expect(reply.text).toContain("<title>Cantina del Sol</title>");
      expect(reply.text).not.toMatch(/ src=|rel="stylesheet"|style=|onload=/);
    });

    test("has a strict CSP, with the merchant's origins as frame ancestors", async () => {
      const { headers, text } = await app().call({ path: "/pay" });
      const hashes = { scriptHashes: hashesIn(text, "script"), styleHashes: hashesIn(text, "style") };
      expect([hashes.scriptHashes.length, hashes.styleHashes.length]).toEqual([3, 2]);
      const policy = String(headers["content-security-policy"]).split(";");
      expect(policy).toEqual(hostedPolicy(app().origin, hashes));
      expect(policy.join()).not.toContain("unsafe");
      expect(headers).not.toHaveProperty("x-frame-options");
      expect(headers).not.toHaveProperty("access-control-allow-origin");
    });

    test("loads the texts of the language at the same time, and nothing for English", async () => {
      const { text } = await app().call({ path: "/pay", headers: { "accept-language": "es-MX" } });
      expect(text).toContain('<link rel="modulepreload" href="widget/v1/texts-A1b2C3d4-es-MX.js">');
      expect((await app().call({ path: "/pay" })).text).not.toContain("modulepreload");
    });

    test.each([
      ["br, gzip", "br", brotliDecompressSync],
      ["gzip", "gzip", gunzipSync],
      ["identity", undefined, (bytes: Buffer) => bytes],
    ] as const)("comes compressed for Accept-Encoding: %s", async (accept, encoding, decompress) => {
      for (let visits = 0; visits < 2; visits += 1) {
        const answer = await request(`${app().url}/pay`, { headers: { "accept-encoding": accept } });
        expect(answer.headers["content-encoding"]).toBe(encoding);
        expect(String(answer.headers.vary)).toContain("Accept-Encoding");
        const bytes = Buffer.from(await answer.body.arrayBuffer());
        expect(decompress(bytes).toString()).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
      }
    });

    test("is kept by the browser, and asked for again without being sent again", async () => {
      const first = await app().call({ path: "/pay" });
      expect(first.headers["cache-control"]).toBe("no-cache");
      const known = { "if-none-match": String(first.headers.etag) };
      const again = await app().call({ path: "/pay", headers: known });
      expect([again.status, again.text]).toEqual([304, ""]);
      const other = await app().call({ path: "/pay", headers: { ...known, "accept-language": "ar" } });
      expect(other.status).toBe(200);
    });

    test.each([
      ["ar;q=0.5, es-MX", '<html lang="es-MX" dir="ltr">', "Esta página no puede."],
      ["ar-EG, en;q=0.5", '<html lang="ar" dir="rtl">', "لا يمكن"],
      ["xx", '<html lang="en" dir="ltr">', "This page cannot show the ways to pay."],
      ["*", '<html lang="en" dir="ltr">', "This page cannot show the ways to pay."],
      [undefined, '<html lang="en" dir="ltr">', "This page cannot show the ways to pay."],
    ])("for Accept-Language %s is in the language that fits", async (accept, html, advice) => {
      const headers: Record<string, string> = accept === undefined ? {} : { "accept-language": accept };
      const reply = await app().call({ path: "/pay", headers });
      expect(reply.text).toContain(html);
      expect(reply.text).toContain(`<p>${advice}</p>`);
      expect(String(reply.headers.vary)).toContain("Accept-Language");
    });

    test("has a main part, a heading, and what to do where its script cannot run", async () => {
      const { text } = await app().call({ path: "/pay" });
      expect(text).toMatch(/<main>\s*<h1>Cantina del Sol<\/h1>\s*<pay-checkout>\s*<div class="pay-fallback"/);
      expect(text).toContain("<script>void 2;</script>");
      expect(text).not.toContain('href=""');
    });

    test("takes a query that an e-mail program added", async () => {
      expect((await app().call({ path: "/pay?utm_source=mail" })).status).toBe(200);
    });
  });

  test("a slash too many behind /pay leads to the page, and the fragment stays with the browser", async () => {
    const reply = await app().call({ path: "/pay/?utm_source=mail" });
    expect([reply.status, reply.headers.location]).toEqual([308, "/pay?utm_source=mail"]);
  });

  describe("/return/{paymentId}.{mac}", () => {
    /** A redirect payment, and the address its provider sends the customer back to. */
    async function withReturn() {
      const session = await app().api.createSession({ methods: ["cashier"] });
      const { id } = await app().browser(session.clientToken).start("cashier");
      const order = await app().orderOf(id);
      if (order.returnUrl === null) throw new Error("the provider got no return address");
      return { session, id, order, path: new URL(order.returnUrl).pathname };
    }

    test.each(["GET", "POST"] as const)(
      "by %s asks the provider, then leads on with 303 to the returnUrl with session_id",
      async (method) => {
        const { session, id, order, path } = await withReturn();
        app().sandbox.state.arm({ kind: "lose", operation: "callback", provider: "paypro" });
        app().sandbox.state.play(order, { action: "pay" });
        app().clock.advance(11_000);
        const reply = await app().call({ method, path });
        expect(reply.status).toBe(303);
        expect(reply.headers.location).toBe(`${app().origin}/thanks?order=1001&session_id=${session.id}`);
        expect((await app().api.readPayment(id)).status).toBe("succeeded");
      },
    );

    test("does not believe what the browser brings along", async () => {
      const { id, path } = await withReturn();
      const rawBody = "status=SUCCESS&amount=150.00";
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      await app().call({ method: "POST", path: `${path}?status=SUCCESS`, rawBody, headers });
      expect((await app().api.readPayment(id)).status).toBe("pending");
    });

    test("leads on also when the provider can't be queried", async () => {
      const { path } = await withReturn();
      app().clock.advance(11_000);
      app().sandbox.state.arm({ kind: "drop", operation: "queryPayment", provider: "paypro" });
      expect((await app().call({ path })).status).toBe(303);
    });

    test("is 404 for a MAC or a payment that is not ours: nobody is led anywhere", async () => {
      const { path } = await withReturn();
      const other = await withReturn();
      const [payment = "", mac = ""] = path.split(".");
      const [, otherMac = ""] = other.path.split(".");
      const wrong = [
        `${payment}.${otherMac}`,
        `${payment}.${mac.slice(0, -1)}`,
        `${payment}.${mac}x`,
        payment,
        `/return/pay_0000000000000000000000.${mac}`,
        "/return/.",
        `${path}/more`,
      ];
      for (const guess of wrong) {
        const reply = await app().call({ path: guess });
        expect(reply.problem().code, guess).toBe("not_found");
        expect(reply.headers).not.toHaveProperty("location");
      }
    });
  });
});

describeApp("the widget's files", { engines: ["sqlite"], widgetFolder: folder }, (app) => {
  const entry = "/widget/v1/pay-checkout.js";

  test.each(["OPTIONS", "POST", "DELETE"] as const)(
    "%s is 405 with the methods that are taken",
    async (method) => {
      const reply = await app().call({ method, path: entry });
      expect(reply.problem()).toMatchObject({ status: 405, code: "method_not_allowed" });
      expect(reply.headers.allow).toBe("GET, HEAD");
    },
  );

  test("are for every page in the world", async () => {
    for (const path of [
      entry,
      "/widget/v1/barcode-D0bst82H.js",
      "/widget/element.js",
      "/widget/v1/nothing.js",
    ]) {
      const { headers } = await app().call({ path, headers: { origin: "https://anybody.example" } });
      expect(headers["access-control-allow-origin"], path).toBe("*");
      expect(headers["cross-origin-resource-policy"], path).toBe("cross-origin");
      expect(headers["x-content-type-options"], path).toBe("nosniff");
    }
  });

  test.each([
    ["br, gzip", "br", brotliDecompressSync],
    ["gzip, deflate, br;q=1.0", "br", brotliDecompressSync],
    ["gzip", "gzip", gunzipSync],
    ["br;q=0, gzip", "gzip", gunzipSync],
  ] as const)("come compressed for Accept-Encoding: %s", async (accept, encoding, decompress) => {
    const answer = await request(`${app().url}${entry}`, { headers: { "accept-encoding": accept } });
    expect(answer.headers["content-encoding"]).toBe(encoding);
    expect(answer.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(answer.headers.vary).toBe("Accept-Encoding");
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    expect(decompress(bytes).toString()).toBe(files["v1/pay-checkout.js"]);
  });

  test("come as they are for who takes no compression, or where none was made", async () => {
    const plain = await app().call({ path: entry, headers: { "accept-encoding": "identity" } });
    expect([plain.headers["content-encoding"], plain.text]).toEqual([undefined, files["v1/pay-checkout.js"]]);
    const early = await app().call({ path: "/widget/v1/early.js", headers: { "accept-encoding": "br" } });
    expect([early.headers["content-encoding"], early.text]).toEqual([undefined, files["v1/early.js"]]);
  });

  test("are immutable where their name has a hash, and new within minutes where not", async () => {
    const cacheOf = async (path: string) => (await app().call({ path })).headers["cache-control"];
    for (const name of ["barcode-D0bst82H.js", "later-H0st3d12.js", "texts-A1b2C3d4-es-MX.js"]) {
      expect(await cacheOf(`/widget/v1/${name}`), name).toBe("public, max-age=31536000, immutable");
    }
    for (const path of [entry, "/widget/v1/early.js", "/widget/element.js"]) {
      expect(await cacheOf(path), path).toBe("public, max-age=300");
    }
  });

  test("can be requested again with their ETag", async () => {
    const first = await app().call({ path: entry });
    const again = await app().call({ path: entry, headers: { "if-none-match": String(first.headers.etag) } });
    expect(again.status).toBe(304);
  });

  test.each([
    "/widget/",
    "/widget/v1",
    "/widget/v1/",
    "/widget/v1/nothing.js",
    "/widget/.vite/manifest.json",
    "/widget/v1/pay-checkout.js.br",
    "/widget/v1/../../package.json",
    "/widget/%2e%2e/package.json",
    "/widget/..%2f..%2fpackage.json",
    "/widget/v1/%00.js",
    "/widget//etc/passwd",
    "/widget/%5c..%5cpackage.json",
    "/widget/v1/pay-checkout.js/",
    "/widget/v1//pay-checkout.js",
    "/widget/v1/nothing/..%2fpay-checkout.js",
  ])("%s is 404", async (path) => {
    const reply = await app().call({ path });
    expect(reply.problem().code).toBe("not_found");
  });

  test("are 404 with what to do while the widget is not built, as is the hosted page", async () => {
    const bare = await startTestApp({ widgetFolder: join(folder, "nowhere") });
    try {
      for (const path of [entry, "/pay"]) {
        expect((await bare.call({ path })).problem().detail).toContain("npm run build");
      }
    } finally {
      await bare.stop();
    }
  });
});
