import { describe, expect, test } from "vitest";
import { startTestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { postCallback, withCallback } from "./support/callbacks.ts";

function manyFields(count: number): string {
  return Array.from({ length: count }, (_, index) => `"a${index}":1,`).join("");
}

describeApp("callbacks", {}, (app) => {
  const statusOf = async (id: string) => (await app().api.readPayment(id)).status;

  test("verified ones get the provider's exact acknowledgement, after the effect is durable", async () => {
    const { id, body, path } = await withCallback(app());
    const reply = await postCallback(app(), path, body);
    expect([reply.status, reply.text, reply.headers["content-type"]]).toEqual([200, "OK", "text/plain"]);
    await app().runJobsUntilIdle();
    expect(await statusOf(id)).toBe("succeeded");
  });

  test("an exact repeat is acknowledged again and changes nothing", async () => {
    const { id, body, path } = await withCallback(app());
    await postCallback(app(), path, body);
    await app().runJobsUntilIdle();
    const before = await app().api.readPayment(id);
    for (let i = 0; i < 3; i++) {
      const reply = await postCallback(app(), path, body);
      expect([reply.status, reply.text]).toEqual([200, "OK"]);
    }
    await app().runJobsUntilIdle();
    expect(await app().api.readPayment(id)).toEqual(before);
    const told = app().webhooks.received.filter(({ event }) => event.data.payment?.id === id);
    expect(told.map(({ event }) => event.type)).toEqual(["payment.pending", "payment.succeeded"]);
  });

  test("are acknowledged also when the confirming query gets no answer, and are queried again", async () => {
    const { id, body, path } = await withCallback(app());
    app().sandbox.state.arm({ kind: "drop", operation: "queryPayment", provider: "paypro" });
    expect((await postCallback(app(), path, body)).text).toBe("OK");
    await app().runJobsUntilIdle();
    expect(await statusOf(id)).toBe("pending");
    app().clock.advance(60_000);
    await app().runJobsUntilIdle();
    expect(await statusOf(id)).toBe("succeeded");
  });

  test("may come to the address without a token, as typed into a provider's dashboard", async () => {
    const { id, body } = await withCallback(app());
    expect((await postCallback(app(), "/callbacks/paypro-mx", body)).text).toBe("OK");
    await app().runJobsUntilIdle();
    expect(await statusOf(id)).toBe("succeeded");
  });

  test("the bare text Test of BharatPay's dashboard gets 200", async () => {
    const reply = await postCallback(app(), "/callbacks/bharat-in", "Test", { "content-type": "text/plain" });
    expect(reply.status).toBe(200);
  });

  describe("that can't be verified are 401 and change nothing:", () => {
    test.each<[string, (body: string) => string]>([
      ["another amount", (body) => body.replace("150.00", "15.00")],
      ["another status", (body) => body.replace('"0000"', '"9999"')],
      ["no signature", (body) => body.replace(/,"sign":"\w+"/, "")],
      ["an empty signature", (body) => body.replace(/"sign":"\w+"/, '"sign":""')],
      ["a field of one's own", (body) => body.replace("{", '{"extra":"1",')],
      ["a key twice", (body) => body.replace("{", '{"status":"0000",')],
      ["half of it", (body) => body.slice(0, body.length / 2)],
      ["nothing", () => ""],
      ["no JSON", () => "<xml/>"],
      ["a list", (body) => `[${body}]`],
      ["an amount of 40,000 digits", (body) => body.replace("150.00", "9".repeat(40_000))],
      ["zeros behind the amount", (body) => body.replace("150.00", `150.00${"0".repeat(40_000)}1`)],
      ["a text without an end", (body) => `${body.slice(0, -1)},"a":"${'\\"'.repeat(20_000)}`],
      ["five thousand fields", (body) => body.replace("{", `{${manyFields(5_000)}`)],
    ])("%s", async (_, change) => {
      const { id, body, path } = await withCallback(app());
      const reply = await postCallback(app(), path, change(body));
      expect(reply.problem()).toMatchObject({ status: 401, code: "callback_refused" });
      expect(reply.headers).not.toHaveProperty("www-authenticate");
      expect(await statusOf(id)).toBe("pending");
    });

    test("but the provider is queried instead, so that a forged callback can at most bring a query forward", async () => {
      const { id, path } = await withCallback(app());
      await postCallback(app(), path, '{"sign":"0"}');
      app().clock.advance(11_000);
      await app().runJobsUntilIdle();
      expect(await statusOf(id)).toBe("succeeded");
    });
  });

  describe("are 404 and change nothing:", () => {
    test("a token we never gave", async () => {
      const { id, body } = await withCallback(app());
      const reply = await postCallback(app(), `/callbacks/paypro-mx/${"A".repeat(22)}`, body);
      expect(reply.problem()).toMatchObject({ status: 404, code: "not_found" });
      expect(await statusOf(id)).toBe("pending");
    });

    test("another order's callback at this order's address", async () => {
      const one = await withCallback(app());
      const two = await withCallback(app());
      const reply = await postCallback(app(), one.path, two.body);
      expect(reply.problem()).toMatchObject({ status: 404, code: "not_found" });
      expect([await statusOf(one.id), await statusOf(two.id)]).toEqual(["pending", "pending"]);
    });

    test("another account's address, with the right token", async () => {
      const { id, body, path } = await withCallback(app());
      for (const account of ["cxpay-in", "lhx-cn", "nobody"]) {
        const reply = await postCallback(app(), path.replace("paypro-mx", account), body);
        expect(reply.problem().code, account).toBe("not_found");
      }
      expect(await statusOf(id)).toBe("pending");
    });

    test("an order that we do not have, though the signature is right", async () => {
      const other = await startTestApp({ engine: app().database.engine, sandbox: app().sandbox });
      try {
        const { id, body } = await withCallback(other);
        const reply = await postCallback(app(), "/callbacks/paypro-mx", body);
        expect(reply.problem()).toMatchObject({ status: 404, code: "not_found" });
        expect((await other.api.readPayment(id)).status).toBe("pending");
      } finally {
        await other.stop();
      }
    });

    test("a path that hides something", async () => {
      for (const path of [
        "/callbacks/..%2f..%2fv1/x",
        "/callbacks/paypro-mx/%00",
        "/callbacks/a/b/c",
        "/callbacks/",
      ]) {
        expect((await postCallback(app(), path, "{}")).problem().code, path).toBe("not_found");
      }
    });
  });

  test("bodies beyond 64 kB are 413, up to it they are read", async () => {
    const { path } = await withCallback(app());
    expect((await postCallback(app(), path, " ".repeat(64 * 1024))).problem().code).toBe("callback_refused");
    expect((await postCallback(app(), path, " ".repeat(64 * 1024 + 1))).problem().code).toBe(
      "payload_too_large",
    );
  });

  test("have no CORS, ever", async () => {
    const { body, path } = await withCallback(app());
    const reply = await postCallback(app(), path, body, { origin: app().origin });
    expect(Object.keys(reply.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  test("keep their raw bytes: whatever the content type says, they are read as they came", async () => {
    const { id, body, path } = await withCallback(app());
    const reply = await postCallback(app(), path, Buffer.from(body), {
      "content-type": "text/html; charset=utf-16",
    });
    expect(reply.text).toBe("OK");
    await app().runJobsUntilIdle();
    expect(await statusOf(id)).toBe("succeeded");
  });
});
