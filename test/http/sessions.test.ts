import { describe, expect, test } from "vitest";
import { createdSession, listOf, session as sessionSchema } from "../../bff/contract.ts";
import { describeApp } from "../support/app-suite.ts";

const page = listOf(sessionSchema);
const days = (count: number) => count * 24 * 60 * 60 * 1_000;

describeApp("sessions", {}, (app) => {
  const amount = { value: "150.00", currency: "MXN" };
  const refused = async (changes: object) => {
    const body = { amount, reference: "order-1", returnUrl: `${app().origin}/thanks`, ...changes };
    return (await app().api.post("/v1/sessions", body)).problem();
  };
  const wrongPath = async (changes: object) => (await refused(changes)).errors?.map(({ path }) => path);

  describe("POST /v1/sessions", () => {
    test("answers 201 with the whole session, its client token and its hosted page", async () => {
      const request = {
        amount,
        reference: "order-1001",
        description: "2 × coffee beans",
        country: "MX",
        locale: "es-MX",
        customer: {
          id: "u-77",
          name: "Ana Díaz",
          email: "ana@example.com",
          phone: "+525512345678",
          taxId: null,
          providerAccounts: { chainup: { openId: "2ae0", userId: null, token: null } },
        },
        methods: ["store", "bank_transfer"],
        returnUrl: `${app().origin}/thanks?order=1001`,
        expiresIn: 3600,
        metadata: { cart: "c-9" },
      };
      const reply = await app().api.post("/v1/sessions", request);
      expect(reply.status).toBe(201);
      const created = reply.as(createdSession);
      const { expiresIn: _, ...said } = request;
      expect(created).toEqual({
        ...said,
        // The token of an exchange account is write-only.
        customer: { ...said.customer, providerAccounts: { chainup: { openId: "2ae0", userId: null } } },
        id: expect.stringMatching(/^cs_/),
        object: "session",
        status: "requires_payment_method",
        exceptions: [],
        amountReceived: { value: "0.00", currency: "MXN" },
        payments: [],
        createdAt: new Date(app().clock.now()).toISOString(),
        expiresAt: new Date(app().clock.now() + 3_600_000).toISOString(),
        clientToken: expect.stringMatching(/^ct_/),
        url: `${app().config.publicUrl}/pay#${created.clientToken}`,
      });
    });

    test("shows token and page in this answer only", async () => {
      const created = await app().api.createSession();
      for (const path of [`/v1/sessions/${created.id}`, "/v1/sessions?limit=100"]) {
        const { text } = await app().api.get(path);
        expect(text).toContain(created.id);
        expect(text).not.toContain(created.clientToken);
        expect(text).not.toContain("/pay#");
      }
    });

    test("offers everything the accounts have for the currency, country and amount when methods are left out", async () => {
      expect((await app().api.createSession()).methods).toEqual(["bank_transfer", "store", "cashier"]);
      expect((await app().api.createSession({ country: "MX" })).methods).toHaveLength(3);
      const small = await app().api.createSession({ amount: { value: "9", currency: "MXN" } });
      expect(small.methods).not.toContain("store");
    });

    test("lets the merchant restrict and order what is offered", async () => {
      const created = await app().api.createSession({ methods: ["cashier", "bank_transfer"] });
      expect(created.methods).toEqual(["cashier", "bank_transfer"]);
    });

    test.each([
      ["another country", { country: "BR" }],
      ["a currency no account takes", { amount: { value: "1.00", currency: "EUR" } }],
      ["centavos, for a provider that takes whole pesos", { amount: { value: "150.50", currency: "MXN" } }],
      ["a method no account has for it", { methods: ["pix"] }],
      ["an amount above every limit", { amount: { value: "10001", currency: "MXN" }, methods: ["store"] }],
    ])("has no eligible method for %s", async (_, changes) => {
      expect(await refused(changes)).toMatchObject({ status: 422, code: "no_eligible_method" });
    });

    test("leaves nothing behind when it is refused", async () => {
      const reference = "refused-order";
      await refused({ reference, country: "BR" });
      await refused({ reference, expiresIn: 1 });
      const list = (await app().api.get(`/v1/sessions?reference=${reference}`)).as(page);
      expect(list).toEqual({ data: [], nextCursor: null });
    });

    test.each([
      ["reference", ""],
      ["reference", "x".repeat(65)],
      ["country", "MEX"],
      ["country", "mx"],
      ["locale", "not a locale"],
      ["expiresIn", 59],
      ["expiresIn", 2_592_001],
      ["expiresIn", 60.5],
      ["description", "x".repeat(501)],
      ["methods", []],
      ["methods", ["store", "store"]],
      ["methods.0", ["cash"]],
      ["metadata", Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`k${i}`, "v"]))],
      ["metadata.a", { a: 1 }],
      ["metadata", ["a"]],
      ["customer.email", { email: "ana" }],
      ["customer.phone", { phone: "call me" }],
      ["customer.nickname", { nickname: "Anita" }],
      ["customer.providerAccounts.paypro", { providerAccounts: { paypro: {} } }],
    ])("names %s", async (path, value) => {
      expect(await wrongPath({ [path.split(".")[0] ?? ""]: value })).toEqual([path]);
    });

    test("takes the bounds themselves", async () => {
      for (const changes of [{ expiresIn: 60 }, { expiresIn: 2_592_000 }, { reference: "x".repeat(64) }]) {
        await app().api.createSession(changes);
      }
      const metadata = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, "v"]));
      expect((await app().api.createSession({ metadata })).metadata).toEqual(metadata);
    });

    test("takes an empty list where an empty object is meant, as PHP writes it", async () => {
      const [amount, reference] = [{ value: "150.00", currency: "MXN" }, "order-of-php"];
      const body = { amount, reference, returnUrl: `${app().origin}/thanks`, metadata: [], customer: [] };
      const created = (await app().api.post("/v1/sessions", body)).as(createdSession);
      expect(created).toMatchObject({ metadata: {}, customer: {} });
      expect((await app().api.post(`/v1/sessions/${created.id}/cancel`, [])).status).toBe(200);
    });

    test("expires after a day unless told otherwise", async () => {
      const created = await app().api.createSession();
      expect(Date.parse(created.expiresAt) - Date.parse(created.createdAt)).toBe(days(1));
    });

    test.each([
      "https://evil.example/thanks",
      "http://127.0.0.1:1/thanks",
      "javascript:alert(1)",
      "data:text/html,x",
      "//evil.example",
      "/thanks",
      "not a url",
      "https://user:pw@evil.example",
    ])("refuses the returnUrl %s", async (returnUrl) => {
      expect(await wrongPath({ returnUrl })).toEqual(["returnUrl"]);
    });

    test("refuses an address that only looks like an allowed one", async () => {
      const { origin } = app();
      for (const returnUrl of [
        `${origin}.evil.example/`,
        `${origin}@evil.example/`,
        `https://${new URL(origin).host}/`,
      ]) {
        expect(await wrongPath({ returnUrl }), returnUrl).toEqual(["returnUrl"]);
      }
    });

    test("needs a host that is configured even when a user name hides it", async () => {
      const { host } = new URL(app().origin);
      expect(await wrongPath({ returnUrl: `http://shop@${host}/` })).toEqual(["returnUrl"]);
    });
  });

  describe("GET /v1/sessions", () => {
    test("reads one with its payments, which have no timeline", async () => {
      const created = await app().api.createSession();
      const payment = await app().browser(created.clientToken).start("store");
      const read = await app().api.readSession(created.id);
      expect(read).toMatchObject({ id: created.id, status: "requires_action" });
      expect(read.payments).toHaveLength(1);
      expect(read.payments[0]).toMatchObject({ id: payment.id, object: "payment", session: created.id });
      expect(read.payments[0]).not.toHaveProperty("timeline");
    });

    test("gives newest first, page by page, each once", async () => {
      const reference = "paged-order";
      const ids: string[] = [];
      for (let i = 0; i < 5; i++) {
        // Two in the same millisecond have an order, too.
        if (i % 2 === 0) app().clock.advance(1);
        ids.push((await app().api.createSession({ reference })).id);
      }
      const seen: string[] = [];
      let cursor = "";
      const sizes: number[] = [];
      do {
        const reply = await app().api.get(`/v1/sessions?reference=${reference}&limit=2${cursor}`);
        const { data, nextCursor } = reply.as(page);
        seen.push(...data.map(({ id }) => id));
        sizes.push(data.length);
        cursor = nextCursor === null ? "" : `&cursor=${encodeURIComponent(nextCursor)}`;
      } while (cursor !== "");
      expect(sizes).toEqual([2, 2, 1]);
      expect([...seen].sort()).toEqual([...ids].sort());
      const created = await Promise.all(seen.map(async (id) => (await app().api.readSession(id)).createdAt));
      expect(created).toEqual([...created].sort().reverse());
    });

    test("gives 20 unless told otherwise, and at most 100", async () => {
      for (let i = 0; i < 21; i++) await app().api.createSession({ reference: "many" });
      const all = (await app().api.get("/v1/sessions?reference=many")).as(page);
      expect(all.data).toHaveLength(20);
      expect(all.nextCursor).not.toBeNull();
      expect((await app().api.get("/v1/sessions?reference=many&limit=100")).as(page).data).toHaveLength(21);
    });

    test("filters by reference and by status", async () => {
      const one = await app().api.createSession({ reference: "filtered" });
      const two = await app().api.createSession({ reference: "filtered" });
      await app().api.post(`/v1/sessions/${one.id}/cancel`);
      const list = async (status: string) => {
        const reply = await app().api.get(`/v1/sessions?reference=filtered&status=${status}`);
        return reply.as(page).data.map(({ id }) => id);
      };
      expect(await list("canceled")).toEqual([one.id]);
      expect(await list("requires_payment_method")).toEqual([two.id]);
      expect(await list("succeeded")).toEqual([]);
      expect((await app().api.get("/v1/sessions?status=paid")).problem().errors?.[0]?.path).toBe("status");
    });

    test("knows no session that is not there", async () => {
      for (const id of ["cs_0000000000000000000000", "x", "..", "%00", "cs_'--", "x".repeat(300)]) {
        expect((await app().api.get(`/v1/sessions/${id}`)).problem().code, id).toBe("not_found");
      }
    });
  });

  describe("POST /v1/sessions/{id}/cancel", () => {
    test("cancels it, and again changes nothing", async () => {
      const { id } = await app().api.createSession();
      for (let i = 0; i < 2; i++) {
        const reply = await app().api.post(`/v1/sessions/${id}/cancel`);
        expect(reply.as(sessionSchema)).toMatchObject({ id, status: "canceled" });
      }
      await app().runJobsUntilIdle();
      const told = app().webhooks.received.filter(({ event }) => event.data.session?.id === id);
      expect(told.map(({ event }) => event.type)).toEqual(["session.canceled"]);
    });

    test("takes its open payment with it", async () => {
      const { id, clientToken } = await app().api.createSession();
      await app().browser(clientToken).start("store");
      const canceled = (await app().api.post(`/v1/sessions/${id}/cancel`)).as(sessionSchema);
      expect(canceled.payments[0]?.status).toBe("canceled");
    });

    test("lets nobody pay any more", async () => {
      const { id, clientToken } = await app().api.createSession();
      await app().api.post(`/v1/sessions/${id}/cancel`);
      const browser = app().browser(clientToken);
      const body = { method: "store" };
      const reply = await browser.call({ method: "POST", path: "/checkout/payments", body });
      expect(reply.problem()).toMatchObject({ status: 409, code: "session_closed" });
    });

    test("is refused for one that is paid, with 409", async () => {
      const { id, clientToken } = await app().api.createSession();
      const { id: paymentId } = await app().browser(clientToken).start("store");
      const { orderNo } = await app().api.readPayment(paymentId);
      app().sandbox.state.play({ provider: "paypro", orderNo }, { action: "pay" });
      await app().settle();
      expect((await app().api.readSession(id)).status).toBe("succeeded");
      const reply = await app().api.post(`/v1/sessions/${id}/cancel`);
      expect(reply.problem()).toMatchObject({ status: 409, code: "session_closed" });
    });

    test("knows no session that is not there", async () => {
      expect((await app().api.post("/v1/sessions/cs_1/cancel")).problem().code).toBe("not_found");
    });
  });

  test("a session expires by the clock, before any job has run, and then by its job, with one event", async () => {
    const { id, clientToken } = await app().api.createSession({ expiresIn: 60 });
    app().clock.advance(60_000);
    expect((await app().browser(clientToken).session()).status).toBe("expired");
    app().clock.advance(60_000);
    await app().runJobsUntilIdle();
    expect((await app().api.readSession(id)).status).toBe("expired");
    const told = app().webhooks.received.filter(({ event }) => event.data.session?.id === id);
    expect(told.map(({ event }) => event.type)).toEqual(["session.expired"]);
  });
});
