import { createHash } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { describeApp } from "../support/app-suite.ts";
import { claimPolicy } from "../support/hosted-policy.ts";
import { createWidgetFolder } from "../support/widget-folder.ts";

const widget = createWidgetFolder();
afterAll(widget.remove);

describeApp("the claim page", { widgetFolder: widget.path }, (app) => {
  const hashOf = (text = "") => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const hashesIn = (text: string, element: "script" | "style") =>
    [...text.matchAll(new RegExp(`<${element}[^>]*>([\\s\\S]*?)</${element}>`, "g"))].map(([, one]) =>
      hashOf(one),
    );

  describe("GET /claim", () => {
    test("is a page with one script in it, and nothing from elsewhere", async () => {
      const { status, headers, text } = await app().call({ path: "/claim" });
      expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
      expect(text).toContain(`<script type="module">export const page = 'claim';</script>`);
      expect(text).toContain("<title>Cantina del Sol</title>");
      expect(text).not.toMatch(/ src=|rel="stylesheet"|style=|onload=|<form|href=/);
      expect(headers["set-cookie"]).toBeUndefined();
    });

    test("has a strict CSP: no form, no frame, no picture", async () => {
      const { headers, text } = await app().call({ path: "/claim" });
      const hashes = { scriptHashes: hashesIn(text, "script"), styleHashes: hashesIn(text, "style") };
      expect([hashes.scriptHashes.length, hashes.styleHashes.length]).toEqual([1, 2]);
      const policy = String(headers["content-security-policy"]).split(";");
      expect(policy).toEqual(claimPolicy(hashes));
      expect(policy.join()).not.toContain("unsafe");
      expect(headers["referrer-policy"]).toBe("no-referrer");
      expect(headers).not.toHaveProperty("access-control-allow-origin");
    });

    test.each([
      ["ar-EG, en;q=0.5", '<html lang="ar" dir="rtl">', "لا يمكن هنا"],
      ["xx", '<html lang="en" dir="ltr">', "This page cannot work here."],
      // A language whose words are not built in yet.
      ["es-MX", '<html lang="es-MX" dir="ltr">', "This page cannot work here."],
    ])(
      "for Accept-Language %s says in its language what to do without scripts",
      async (accept, html, advice) => {
        const { text } = await app().call({ path: "/claim", headers: { "accept-language": accept } });
        expect(text).toContain(html);
        expect(text).toContain(`<p>${advice}</p>`);
      },
    );

    test("is kept by the browser, and asked for again without being sent again", async () => {
      const first = await app().call({ path: "/claim" });
      const again = await app().call({
        path: "/claim",
        headers: { "if-none-match": String(first.headers.etag) },
      });
      expect([again.status, again.text]).toEqual([304, ""]);
    });

    test("stands at /claim/, too, and the fragment stays with the browser", async () => {
      const reply = await app().call({ path: "/claim/?utm_source=mail" });
      expect([reply.status, reply.headers.location]).toEqual([308, "/claim?utm_source=mail"]);
    });

    test("takes no other method", async () => {
      const reply = await app().call({ method: "POST", path: "/claim", rawBody: "", headers: {} });
      expect([reply.status, reply.headers.allow]).toEqual([405, "GET, HEAD"]);
    });
  });
});
