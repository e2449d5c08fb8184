import { connect } from "node:net";
import { afterAll, describe, expect, test } from "vitest";
import { startTestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { createWidgetFolder } from "../support/widget-folder.ts";

const paths = [
  "/healthz",
  "/pay",
  "/v1/sessions",
  "/checkout/session",
  "/callbacks/x",
  "/nothing",
  "/openapi.json",
];

/** Sends text as it is, as no client library would. @returns what came back before the connection ended. */
async function sendRaw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.end(text);
  return (await socket.toArray()).map(String).join("");
}

const widget = createWidgetFolder();
afterAll(widget.remove);

describeApp("security headers", { engines: ["sqlite"], widgetFolder: widget.path }, (app) => {
  test.each(paths)("are helmet's on %s", async (path) => {
    const { headers } = await app().call({ path });
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "x-dns-prefetch-control": "off",
    });
    expect(headers).not.toHaveProperty("x-powered-by");
    expect(headers).not.toHaveProperty("server");
  });

  test("keep what is no page from loading or being framed", async () => {
    for (const path of paths.filter((one) => one !== "/pay")) {
      const { headers } = await app().call({ path });
      expect(headers["content-security-policy"], path).toBe(
        "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
      );
      expect(headers["x-frame-options"], path).toBe("DENY");
    }
  });

  test("keep answers out of every cache", async () => {
    for (const path of ["/v1/sessions", "/checkout/session", "/checkout/status", "/callbacks/x"]) {
      expect((await app().call({ path })).headers["cache-control"], path).toBe("no-store");
    }
  });

  test("no method of a diagnosis gives a request back", async () => {
    for (const path of [...paths, "/widget/v1/pay-checkout.js"]) {
      for (const method of ["TRACE", "TRACK", "DEBUG"]) {
        const head = `${method} ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer canary\r\nconnection: close`;
        const reply = await sendRaw(app().url, `${head}\r\n\r\n`);
        expect(reply, `${method} ${path}`).toMatch(/^HTTP\/1\.1 4\d\d /);
        expect(reply).not.toContain("canary");
      }
    }
  });

  test("promise https only where the public address is https", async () => {
    expect((await app().call({ path: "/healthz" })).headers).not.toHaveProperty("strict-transport-security");
    const https = await startTestApp({
      config: (base) => ({ ...base, publicUrl: "https://pay.example.com" }),
    });
    try {
      const { headers } = await https.call({ path: "/healthz" });
      expect(headers["strict-transport-security"]).toBe("max-age=31536000");
    } finally {
      await https.stop();
    }
  });

  test("a merchant's name is text on the page, whatever it holds", async () => {
    const name = `</title><script>alert("x")</script>&'`;
    const evil = await startTestApp({
      widgetFolder: widget.path,
      config: (base) => ({ ...base, merchant: { ...base.merchant, name } }),
    });
    try {
      const { text } = await evil.call({ path: "/pay" });
      expect(text).not.toContain("<script>alert");
      expect(text).toContain("&lt;/title&gt;&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;");
    } finally {
      await evil.stop();
    }
  });

  describe("can't be injected:", () => {
    test("by a session's returnUrl", async () => {
      const returnUrl = `${app().origin}/thanks%0d%0aset-cookie:%20a=b?x=%0d%0ay`;
      const session = await app().api.createSession({ methods: ["cashier"], returnUrl });
      const { id } = await app().browser(session.clientToken).start("cashier");
      const order = await app().orderOf(id);
      const reply = await app().call({ path: new URL(order.returnUrl ?? "http://x/").pathname });
      expect(reply.status).toBe(303);
      expect(reply.headers).not.toHaveProperty("set-cookie");
      for (const space of ["\r\n", "\n", "\t", " ", "\u00a0"]) {
        const reply = await app().api.post("/v1/sessions", {
          amount: { value: "1", currency: "MXN" },
          reference: "x",
          returnUrl: `${app().origin}/${space}set-cookie: a=b`,
        });
        expect(reply.problem().errors?.map(({ path }) => path)).toEqual(["returnUrl"]);
      }
    });

    test("by a path or a method", async () => {
      const reply = await sendRaw(
        app().url,
        "GET /v1/%0d%0aset-cookie:a=b HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
      );
      expect(reply.toLowerCase()).not.toContain("\nset-cookie:");
    });

    test("by two lengths: the request is refused whole", async () => {
      const smuggled = "GET /v1/sessions HTTP/1.1\r\nhost: x\r\n\r\n";
      const reply = await sendRaw(
        app().url,
        `POST /callbacks/x HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      );
      expect(reply).toMatch(/^HTTP\/1\.1 400 /);
      expect(reply.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    });
  });
});
