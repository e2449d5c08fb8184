import { connect } from "node:net";
import { buffer } from "node:stream/consumers";
import { request } from "undici";
import { describe, expect, test } from "vitest";
import { describeApp } from "../support/app-suite.ts";

const session = {
  amount: { value: "150.00", currency: "MXN" },
  reference: "order-1001",
};

describeApp("what a request says", { engines: ["sqlite"] }, (app) => {
  const create = (changes: object, headers = {}) =>
    app().api.post("/v1/sessions", { ...session, returnUrl: `${app().origin}/thanks`, ...changes }, headers);

  describe("bodies", () => {
    test.each([
      ["{", "a body that ends too early"],
      ["{'a': 1}", "what only looks like JSON"],
      ["[1,]", "a comma too many"],
      ["\uFEFF", "a byte order mark alone"],
    ])("%j is 400 malformed_json: %s", async (rawBody) => {
      const headers = { "content-type": "application/json" };
      const reply = await app().api.call({ method: "POST", path: "/v1/sessions", rawBody, headers });
      expect(reply.problem()).toMatchObject({ status: 400, code: "malformed_json" });
      expect(reply.problem().detail).toBe("The body must be JSON in UTF-8.");
    });

    test("bytes that are no UTF-8 are 400 malformed_json", async () => {
      const rawBody = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]);
      const headers = { "content-type": "application/json" };
      const reply = await app().api.call({ method: "POST", path: "/v1/sessions", rawBody, headers });
      expect(reply.problem().code).toBe("malformed_json");
    });

    test.each(["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", ""])(
      "of type %j are 415",
      async (type) => {
        const headers: Record<string, string> = type === "" ? {} : { "content-type": type };
        const rawBody = JSON.stringify(session);
        const reply = await app().api.call({ method: "POST", path: "/v1/sessions", rawBody, headers });
        expect(reply.problem()).toMatchObject({ status: 415, code: "unsupported_media_type" });
      },
    );

    test("may name UTF-8 as their charset", async () => {
      const reply = await create({}, { "content-type": "application/json; charset=UTF-8" });
      expect(reply.status).toBe(201);
    });

    test("that are compressed are 415: nothing is inflated", async () => {
      const reply = await create({}, { "content-encoding": "gzip" });
      expect(reply.problem().code).toBe("unsupported_media_type");
    });

    test("beyond 32 kB are 413, up to it they are read", async () => {
      const body = (size: number) => {
        const text = JSON.stringify({ ...session, description: "" });
        return text.replace('"description":""', `"description":"${"x".repeat(size - text.length)}"`);
      };
      const post = (rawBody: string) =>
        app().api.call({
          method: "POST",
          path: "/v1/sessions",
          rawBody,
          headers: { "content-type": "application/json" },
        });
      expect((await post(body(32 * 1024))).problem().code).toBe("validation_failed");
      expect((await post(body(32 * 1024 + 1))).problem()).toMatchObject({
        status: 413,
        code: "payload_too_large",
      });
    });

    test("that say they are longer than they may be are refused before they are read", async () => {
      const reply = await request(`${app().url}/v1/sessions`, {
        method: "POST",
        headers: { authorization: `Bearer ${app().apiKey}`, "content-type": "application/json" },
        body: Buffer.alloc(1024 * 1024, 0x20),
      });
      expect(reply.statusCode).toBe(413);
      await reply.body.dump();
    });

    test("in very many small chunks are 413, and the connection is closed", async () => {
      const { hostname, port } = new URL(app().url);
      const head = `POST /v1/sessions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${app().apiKey}\r\n`;
      const post = async (chunks: number) => {
        const socket = connect(Number(port), hostname);
        const text = "1\r\n \r\n".repeat(chunks);
        socket.write(`${head}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n${text}0\r\n\r\n`);
        return (await buffer(socket)).toString();
      };
      expect(await post(1_025)).toMatch(/^HTTP\/1.1 413 [\s\S]*"The body comes in too many small chunks."/);
      expect(await post(1_024)).toMatch(/^HTTP\/1.1 415 /);
    });

    test("that are no object are 422", async () => {
      for (const rawBody of ["[]", "null", '"text"', "5"]) {
        const headers = { "content-type": "application/json" };
        const reply = await app().api.call({ method: "POST", path: "/v1/sessions", rawBody, headers });
        expect(reply.problem()).toMatchObject({ status: 422, code: "validation_failed" });
      }
    });

    test("may be left out where a call takes no fields, and be {} there", async () => {
      const { id } = await app().api.createSession();
      for (const body of [undefined, {}]) {
        expect((await app().api.post(`/v1/sessions/${id}/cancel`, body)).status).toBe(200);
      }
      const reply = await app().api.post(`/v1/sessions/${id}/cancel`, { force: true });
      expect(reply.problem().errors).toEqual([{ path: "force", message: "is not a known field" }]);
    });
  });

  describe("validation", () => {
    const wrong = async (changes: object) => {
      const problem = (await create(changes)).problem();
      expect(problem).toMatchObject({ status: 422, code: "validation_failed" });
      return problem.errors ?? [];
    };

    test("names an unknown field, at whatever depth", async () => {
      expect(await wrong({ amuont: 1, customer: { mail: "a@b.c" } })).toEqual([
        { path: "customer.mail", message: "is not a known field" },
        { path: "amuont", message: "is not a known field" },
      ]);
    });

    test("names every missing field", async () => {
      const reply = await app().api.post("/v1/sessions", {});
      expect(reply.problem().errors).toEqual(
        ["amount", "reference", "returnUrl"].map((path) => ({ path, message: "is required" })),
      );
    });

    test("names an unknown query parameter", async () => {
      const reply = await app().api.get("/v1/sessions?limit=5&stauts=succeeded");
      expect(reply.problem().errors).toEqual([{ path: "stauts", message: "is not a known field" }]);
    });

    test.each([
      "150.000",
      "-150",
      "+150",
      "1e2",
      "150.",
      ".5",
      "007",
      "00",
      "0",
      "0.00",
      "1,000",
      "1 000",
      " 150",
      "0x10",
      "NaN",
      "",
      "９",
      "9".repeat(41),
    ])("refuses the amount %j", async (value) => {
      expect((await wrong({ amount: { value, currency: "MXN" } })).map(({ path }) => path)).toEqual([
        "amount.value",
      ]);
    });

    test("refuses an amount that is a number: no floating point near money", async () => {
      expect(await wrong({ amount: { value: 150, currency: "MXN" } })).toEqual([
        { path: "amount.value", message: "must be text" },
      ]);
    });

    test.each(["XXQ", "mxn", "", "MX", "constructor", "__proto__"])(
      "refuses the currency %j",
      async (currency) => {
        expect((await wrong({ amount: { value: "1.00", currency } })).map(({ path }) => path)).toEqual([
          "amount.currency",
        ]);
      },
    );

    test("never repeats the value that was wrong", async () => {
      const reply = await create({ customer: { email: "canary-not-an-address" }, locale: "canary locale" });
      expect(reply.problem().errors?.map(({ path }) => path)).toEqual(["locale", "customer.email"]);
      expect(reply.text).not.toContain("canary");
    });

    test("tells at most 50 mistakes and cuts long names", async () => {
      const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`f${i}`, 1]));
      expect(await wrong(many)).toHaveLength(50);
      const [first] = await wrong({ ["x".repeat(5_000)]: 1 });
      expect(first?.path).toBe(`${"x".repeat(64)}…`);
    });
  });

  describe("money, time and ids", () => {
    test("money has exactly the currency's decimals, also where fewer came in", async () => {
      for (const [value, currency, shown, zero] of [
        ["150", "MXN", "150.00", "0.00"],
        ["150.5", "INR", "150.50", "0.00"],
        ["10000", "IDR", "10000", "0"],
        ["1", "USDT", "1.000000", "0.000000"],
      ] as const) {
        const created = await app().api.createSession({ amount: { value, currency } });
        expect(created.amount).toEqual({ value: shown, currency });
        expect(created.amountReceived).toEqual({ value: zero, currency });
      }
    });

    test("times are ISO 8601 UTC with milliseconds, by the server's clock", async () => {
      const created = await app().api.createSession({ expiresIn: 3600 });
      expect(created.createdAt).toBe(new Date(app().clock.now()).toISOString());
      expect(Date.parse(created.expiresAt) - Date.parse(created.createdAt)).toBe(3_600_000);
      expect(created.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    });

    test("ids are a prefix and 22 base62 characters; the provider's number is 30 of [0-9a-z]", async () => {
      const created = await app().api.createSession();
      expect(created.id).toMatch(/^cs_[0-9A-Za-z]{22}$/);
      expect(created.clientToken).toMatch(/^ct_[0-9A-Za-z]{22}$/);
      const { id } = await app().browser(created.clientToken).start("store");
      expect(id).toMatch(/^pay_[0-9A-Za-z]{22}$/);
      const { orderNo, createdAt } = await app().api.readPayment(id);
      expect(orderNo).toMatch(/^\d{14}[0-9a-z]{16}$/);
      expect(orderNo.slice(0, 14)).toBe(createdAt.replace(/\D/g, "").slice(0, 14));
    });
  });
});
