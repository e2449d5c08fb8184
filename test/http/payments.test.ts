import { describe, expect, test } from "vitest";
import { listOf, payment as paymentSchema } from "../../bff/contract.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";

const page = listOf(paymentSchema);

async function startStore(app: TestApp, changes = {}) {
  const session = await app.api.createSession(changes);
  const started = await app.browser(session.clientToken).start("store");
  return { session, id: started.id, order: await app.orderOf(started.id) };
}

describeApp("payments", {}, (app) => {
  describe("GET /v1/payments/{id}", () => {
    test("shows the whole payment with its timeline", async () => {
      const { session, id, order } = await startStore(app());
      const { createdAt, ...read } = await app().api.readPayment(id);
      expect(read).toEqual({
        id,
        object: "payment",
        session: session.id,
        reference: session.reference,
        account: "paypro-mx",
        method: "store",
        channel: "store",
        orderNo: order.orderNo,
        providerOrderId: order.platformNo,
        status: "pending",
        exceptions: [],
        amount: { value: "150.00", currency: "MXN" },
        amountReceived: { value: "0.00", currency: "MXN" },
        amountRefunded: { value: "0.00", currency: "MXN" },
        refunds: [],
        nextAction: {
          type: "display_code",
          codeType: "store",
          code: expect.any(String),
          barcode: "code128",
          details: [],
          expiresAt: expect.any(String),
        },
        shownAction: read.nextAction,
        failure: null,
        providerDetails: { utr: null, fee: null, code: null, message: null },
        expiresAt: expect.any(String),
        timeline: [
          { at: createdAt, from: null, to: "creating", cause: "create", actor: null, detail: null },
          { at: createdAt, from: "creating", to: "pending", cause: "create", actor: null, detail: null },
        ],
      });
    });

    test("knows no payment that is not there, nor another kind's id", async () => {
      const { session } = await startStore(app());
      for (const id of ["pay_0000000000000000000000", session.id, "%00", "' or 1=1"]) {
        expect((await app().api.get(`/v1/payments/${encodeURI(id)}`)).problem().code).toBe("not_found");
      }
    });
  });

  describe("GET /v1/payments", () => {
    test("filters by session, status, account and time, newest first, without timelines", async () => {
      const before = app().clock.now();
      app().clock.advance(1_000);
      const session = await app().api.createSession();
      const browser = app().browser(session.clientToken);
      const first = await browser.start("store");
      app().clock.advance(1_000);
      const second = await browser.start("bank_transfer");
      const list = async (query: string) => {
        const reply = await app().api.get(`/v1/payments?session=${session.id}${query}`);
        return reply.as(page).data.map(({ id }) => id);
      };
      const at = (ms: number) => encodeURIComponent(new Date(ms).toISOString());
      expect(await list("")).toEqual([second.id, first.id]);
      expect(await list("&status=canceled")).toEqual([first.id]);
      expect((await app().api.readPayment(first.id)).timeline?.at(-1)).toMatchObject({
        detail: "the customer chose another method",
        code: "customer_chose_another",
        values: {},
      });
      expect(await list("&account=paypro-mx")).toHaveLength(2);
      expect(await list("&account=cxpay-in")).toEqual([]);
      expect(await list(`&from=${at(before + 2_000)}`)).toEqual([second.id]);
      expect(await list(`&to=${at(before + 1_500)}`)).toEqual([first.id]);
      const reply = await app().api.get(`/v1/payments?session=${session.id}`);
      for (const payment of reply.as(page).data) expect(payment).not.toHaveProperty("timeline");
    });

    test("pages", async () => {
      const { session, id } = await startStore(app());
      const second = await app().browser(session.clientToken).start("bank_transfer");
      const path = `/v1/payments?session=${session.id}&limit=1`;
      const one = (await app().api.get(path)).as(page);
      const two = (await app().api.get(`${path}&cursor=${one.nextCursor}`)).as(page);
      expect([...one.data, ...two.data].map((payment) => payment.id).sort()).toEqual([id, second.id].sort());
      expect(two.nextCursor).toBeNull();
    });

    test.each(["from=yesterday", "to=2026-13-01", "status=paid", "account=", "foo=1"])(
      "refuses %s by name",
      async (query) => {
        const reply = await app().api.get(`/v1/payments?${query}`);
        if (query === "account=") expect(reply.as(page).data).toEqual([]);
        else {
          const names = reply.problem().errors?.map(({ path }) => path.split(".")[0]);
          expect(names).toEqual([query.split("=")[0]]);
        }
      },
    );
  });

  describe("POST /v1/payments/{id}/refresh", () => {
    test("queries the provider now and answers with the payment as it is then", async () => {
      const { id, order } = await startStore(app());
      app().sandbox.state.arm({ kind: "lose", operation: "callback", provider: "paypro" });
      app().sandbox.state.play(order, { action: "pay" });
      const reply = await app().api.post(`/v1/payments/${id}/refresh`);
      expect(reply.as(paymentSchema)).toMatchObject({ id, status: "succeeded", timeline: expect.any(Array) });
      expect(reply.as(paymentSchema).timeline?.at(-1)).toMatchObject({ to: "succeeded", cause: "query" });
    });

    test("has no floor: each one queries", async () => {
      const { id } = await startStore(app());
      const asked = () =>
        app().sandbox.state.requests({ provider: "paypro", operation: "queryPayment" }).length;
      const before = asked();
      for (let i = 0; i < 3; i++) await app().api.post(`/v1/payments/${id}/refresh`);
      expect(asked() - before).toBe(3);
    });

    test("leaves the payment where it is when the provider does not answer", async () => {
      const { id } = await startStore(app());
      app().sandbox.state.arm({ kind: "drop", operation: "queryPayment", provider: "paypro" });
      const reply = await app().api.post(`/v1/payments/${id}/refresh`);
      expect(reply.as(paymentSchema).status).toBe("pending");
      expect(reply.headers["x-provider-answer"]).toBe("none");
      expect(reply.headers["x-provider-report"]).toBeUndefined();
      const answered = await app().api.post(`/v1/payments/${id}/refresh`);
      expect(answered.headers["x-provider-answer"]).toBeUndefined();
      expect(answered.headers["x-provider-report"]).toMatch(/^pending\b/);
    });

    test("knows no payment that is not there", async () => {
      expect((await app().api.post("/v1/payments/pay_1/refresh")).problem().code).toBe("not_found");
    });
  });

  describe("POST /v1/payments/{id}/resolve", () => {
    async function underpaid() {
      const started = await startStore(app());
      app().sandbox.state.play(started.order, { action: "pay", amount: "149.00", final: true });
      await app().settle();
      return started;
    }

    test.each(["succeeded", "failed"] as const)("settles one in review as %s", async (outcome) => {
      const { id } = await underpaid();
      expect(await app().api.readPayment(id)).toMatchObject({
        status: "review",
        exceptions: ["underpaid"],
        amountReceived: { value: "149.00", currency: "MXN" },
      });
      const reply = await app().api.post(`/v1/payments/${id}/resolve`, { outcome, note: "checked by phone" });
      const settled = reply.as(paymentSchema);
      expect(settled.status).toBe(outcome);
      expect(settled.timeline?.at(-1)).toMatchObject({ from: "review", to: outcome, cause: "operator" });
      expect(settled.timeline?.at(-1)?.detail).toContain("checked by phone");
    });

    test("refuses any other state with 409", async () => {
      const { id } = await startStore(app());
      const reply = await app().api.post(`/v1/payments/${id}/resolve`, { outcome: "succeeded", note: "x" });
      expect(reply.problem()).toMatchObject({ status: 409, code: "not_in_review" });
      expect((await app().api.readPayment(id)).status).toBe("pending");
    });

    test.each([
      ["outcome", { outcome: "paid", note: "x" }],
      ["note", { outcome: "failed" }],
      ["note", { outcome: "failed", note: " " }],
      ["amount", { outcome: "failed", note: "x", amount: "1" }],
    ])("names %s", async (path, body) => {
      const { id } = await startStore(app());
      const reply = await app().api.post(`/v1/payments/${id}/resolve`, body);
      expect(reply.problem().errors?.map((error) => error.path)).toEqual([path]);
    });
  });
});
