import { describe, expect, test } from "vitest";
import { browserSession } from "../../bff/contract.ts";
import { describeApp } from "../support/app-suite.ts";
import type { Call } from "../support/http-client.ts";
import { openSession } from "./support/sessions.ts";

const path = "/checkout/open";

describeApp("POST /checkout/open", {}, (app) => {
  const open = (token: string | Buffer, call: Partial<Call> = {}) =>
    app().call({
      method: "POST",
      path,
      headers: { origin: app().origin, "content-type": "text/plain;charset=UTF-8" },
      rawBody: token,
      ...call,
    });

  test("answers what GET /checkout/session answers, to a request without any header of ours", async () => {
    const { session, browser } = await openSession(app(), { locale: "es-MX", methods: ["store"] });
    const reply = await open(session.clientToken);
    expect(reply.status).toBe(200);
    expect(reply.json()).toEqual((await browser.call({ path: "/checkout/session" })).json());
    expect(reply.as(browserSession)).toMatchObject({ id: session.id, locale: "es-MX" });
    expect(reply.headers).toMatchObject({
      "access-control-allow-origin": app().origin,
      "access-control-expose-headers": "ETag, Retry-After, X-Request-Id",
    });
    expect(reply.headers.vary).toContain("Origin");
  });

  test("counts against the limits of the browser API", async () => {
    const { session, browser } = await openSession(app());
    const policies = (await browser.call({ path: "/checkout/session" })).headers["ratelimit-policy"];
    expect((await open(session.clientToken)).headers["ratelimit-policy"]).toEqual(policies);
  });

  test("tells an origin that is not configured nothing", async () => {
    const { session } = await openSession(app());
    const headers = { origin: "https://evil.example", "content-type": "text/plain" };
    const reply = await open(session.clientToken, { headers });
    expect(reply.headers).not.toHaveProperty("access-control-allow-origin");
  });

  describe("refuses", () => {
    test.each([
      ["no body", ""],
      ["a token that is none of ours", "ct_0000000000000000000000"],
      ["a header's form", "Bearer ct_0000000000000000000000"],
      ["a very long one", "c".repeat(10_000)],
      ["blanks", " \n"],
      ["bytes that are no text", Buffer.from([0x63, 0x74, 0x5f, 0xff, 0x00])],
    ])("%s with 401", async (_, body) => {
      expect((await open(body)).problem()).toMatchObject({ status: 401, code: "unauthorized" });
    });

    test("the token in the Authorization header alone, and one in the body everywhere else", async () => {
      const { session } = await openSession(app());
      const headers = { authorization: `Bearer ${session.clientToken}`, "content-type": "text/plain" };
      expect((await open("", { headers })).status).toBe(401);
      expect((await open(session.clientToken, { path: "/checkout/payments" })).status).toBe(401);
    });

    test.each([
      "application/json",
      "application/x-www-form-urlencoded",
      "text/plain; charset=latin1",
      "text/html",
    ])("a body of type %s with 415", async (type) => {
      const { session } = await openSession(app());
      const reply = await open(session.clientToken, { headers: { "content-type": type } });
      expect(reply.problem()).toMatchObject({ status: 415, code: "unsupported_media_type" });
    });

    test("more than 32 kB with 413, and a compressed body with 415", async () => {
      expect((await open("c".repeat(32 * 1024 + 1))).problem().code).toBe("payload_too_large");
      const headers = { "content-type": "text/plain", "content-encoding": "gzip" };
      expect((await open("ct_x", { headers })).problem().code).toBe("unsupported_media_type");
    });

    test("a query with 422, and other methods with 405", async () => {
      const { session, browser } = await openSession(app());
      const reply = await open(session.clientToken, { path: `${path}?token=1` });
      expect(reply.problem()).toMatchObject({ status: 422, code: "validation_failed" });
      const other = await browser.call({ path });
      expect([other.status, other.headers.allow]).toEqual([405, "POST"]);
    });
  });

  test("writes the token into no log", async () => {
    const { session } = await openSession(app());
    await open(session.clientToken);
    await open("ct_of_somebody_else");
    const text = app().logs().join("");
    expect(text).toContain(path);
    expect(text).not.toContain(session.clientToken);
    expect(text).not.toContain("ct_of_somebody_else");
  });
});
