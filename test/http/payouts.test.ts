import { describe, expect, test } from "vitest";
import { listOf, payout as payoutSchema } from "../../bff/contract.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";

const page = listOf(payoutSchema);

const request = {
  account: "paypro-mx",
  amount: { value: "500.00", currency: "MXN" },
  reference: "refund-77",
  beneficiary: { name: "Ana Diaz", accountNumber: "002010077777777771", accountType: "clabe" },
};

let keys = 0;
const newKey = () => `payout-${++keys}`;

function post(app: TestApp, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return app.api.post("/v1/payouts", body, { "idempotency-key": newKey(), ...headers });
}
const heldPayouts = (app: TestApp) => app.sandbox.state.orders({ kind: "payout" }).length;

describeApp("payouts", {}, (app) => {
  describe("POST /v1/payouts", () => {
    test("answers 201 with the payout, and the provider holds it", async () => {
      const reply = await post(app(), request);
      expect(reply.status).toBe(201);
      const created = reply.as(payoutSchema);
      expect(created).toEqual({
        id: expect.stringMatching(/^po_[0-9A-Za-z]{22}$/),
        object: "payout",
        status: "pending",
        exceptions: [],
        account: "paypro-mx",
        amount: { value: "500.00", currency: "MXN" },
        reference: "refund-77",
        channel: null,
        orderNo: expect.stringMatching(/^\d{14}[0-9a-z]{16}$/),
        providerOrderId: expect.any(String),
        failure: null,
        providerDetails: { utr: null, fee: null, code: null, message: null },
        createdAt: new Date(app().clock.now()).toISOString(),
        ...("timeline" in created ? { timeline: expect.any(Array) } : {}),
      });
      const held = app().sandbox.state.order({
        provider: "paypro",
        orderNo: created.orderNo,
        kind: "payout",
      });
      expect(held).toMatchObject({ amountMinor: 50_000n });
    });

    test("needs an Idempotency-Key: 400 idempotency_key_required, and nobody is paid", async () => {
      const before = heldPayouts(app());
      const reply = await app().api.post("/v1/payouts", request);
      expect(reply.problem()).toMatchObject({ status: 400, code: "idempotency_key_required" });
      expect(heldPayouts(app())).toBe(before);
    });

    test.each([
      ["account", { account: "nobody" }],
      ["amount.value", { amount: { value: "500.50", currency: "MXN" } }],
      ["amount.value", { amount: { value: "-1", currency: "MXN" } }],
      ["amount.currency", { amount: { value: "500", currency: "INR" } }],
      ["reference", { reference: "" }],
      ["channel", { channel: "upi" }],
      ["beneficiary", { beneficiary: null }],
      ["beneficiary.accountType", { beneficiary: { ...request.beneficiary, accountType: "iban" } }],
      ["beneficiary.accountType", { beneficiary: { ...request.beneficiary, accountType: "upi" } }],
      [
        "beneficiary.accountNumber",
        { beneficiary: { ...request.beneficiary, accountNumber: "002010077777777770" } },
      ],
      ["beneficiary.iban", { beneficiary: { ...request.beneficiary, iban: "x" } }],
      ["notify", { notify: true }],
    ])("names %s and pays nobody", async (path, changes) => {
      const before = heldPayouts(app());
      const problem = (await post(app(), { ...request, ...changes })).problem();
      expect(problem).toMatchObject({ status: 422, code: "validation_failed" });
      expect(problem.errors?.map((error) => error.path)).toEqual([path]);
      expect(heldPayouts(app())).toBe(before);
    });

    test("is 409 not_supported_by_provider for an account that can't pay out", async () => {
      const reply = await post(app(), { ...request, account: "chainup-coins" });
      expect(reply.problem()).toMatchObject({ status: 409, code: "not_supported_by_provider" });
    });

    test("answers 201 with a failed payout when the provider refuses", async () => {
      app().sandbox.state.arm({
        kind: "refuse",
        operation: "createPayout",
        provider: "paypro",
        message: "insufficient balance",
      });
      const created = (await post(app(), request)).as(payoutSchema);
      expect(created).toMatchObject({ status: "failed", failure: { code: expect.any(String) } });
    });

    test("answers 201 with an unknown payout when the answer is lost; it is queried, never sent again", async () => {
      app().sandbox.state.arm({ kind: "drop", operation: "createPayout", provider: "paypro" });
      const before = heldPayouts(app());
      const created = (await post(app(), request)).as(payoutSchema);
      expect(created).toMatchObject({ status: "unknown", failure: null });
      app().clock.advance(60_000);
      await app().runJobsUntilIdle();
      expect(heldPayouts(app()) - before).toBe(1);
      const read = (await app().api.get(`/v1/payouts/${created.id}`)).as(payoutSchema);
      expect(read.status).toBe("pending");
    });

    test("keeps the beneficiary out of every answer", async () => {
      const created = (await post(app(), request)).as(payoutSchema);
      for (const path of [`/v1/payouts/${created.id}`, "/v1/payouts?limit=100"]) {
        const { text } = await app().api.get(path);
        expect(text).not.toContain(request.beneficiary.accountNumber);
        expect(text).not.toContain(request.beneficiary.name);
      }
    });
  });

  test("a payout succeeds by its callback, with an event that carries the payout alone", async () => {
    const created = (await post(app(), request)).as(payoutSchema);
    const ref = { provider: "paypro", orderNo: created.orderNo, kind: "payout" } as const;
    expect(app().sandbox.state.play(ref, { action: "pay" })).toMatchObject({ ok: true });
    await app().settle();
    const read = (await app().api.get(`/v1/payouts/${created.id}`)).as(payoutSchema);
    expect(read.status).toBe("succeeded");
    const states = read.timeline?.map(({ to }) => to);
    // The assertion of a weakly signed callback is stored before the query that confirms it.
    expect([...new Set(states)]).toEqual(["creating", "pending", "succeeded"]);
    const told = app().webhooks.received.filter(({ event }) => event.data.payout?.id === created.id);
    expect(told.map(({ event }) => event.type)).toEqual(["payout.succeeded"]);
    expect(Object.keys(told[0]?.event.data ?? {})).toEqual(["sequence", "payout"]);
  });

  test("POST /v1/payouts/{id}/refresh queries the provider now", async () => {
    const created = (await post(app(), request)).as(payoutSchema);
    app().sandbox.state.arm({ kind: "lose", operation: "callback", provider: "paypro" });
    const ref = { provider: "paypro", orderNo: created.orderNo, kind: "payout" } as const;
    app().sandbox.state.play(ref, { action: "fail" });
    const reply = await app().api.post(`/v1/payouts/${created.id}/refresh`);
    expect(reply.as(payoutSchema)).toMatchObject({ id: created.id, status: "failed" });
  });

  /** A payout of which less than was ordered went out, by the provider's callback. */
  async function shortPayout() {
    const created = (await post(app(), { ...request, reference: "short" })).as(payoutSchema);
    const ref = { provider: "paypro", orderNo: created.orderNo, kind: "payout" } as const;
    expect(app().sandbox.state.play(ref, { action: "pay", amount: "100.00" })).toMatchObject({ ok: true });
    await app().settle();
    return created;
  }

  test("POST /v1/payouts/{id}/resolve settles a payout in review, once for an idempotency key", async () => {
    const { id } = await shortPayout();
    const read = (await app().api.get(`/v1/payouts/${id}`)).as(payoutSchema);
    expect(read).toMatchObject({ status: "review", exceptions: ["underpaid"], failure: null });
    const resolve = (body: unknown, key: string) =>
      app().api.post(`/v1/payouts/${id}/resolve`, body, { "idempotency-key": key });
    expect((await resolve({ outcome: "paid", note: "x" }, newKey())).problem().code).toBe(
      "validation_failed",
    );
    const word = { outcome: "succeeded", note: "the bank confirms 100" };
    const key = newKey();
    const settled = (await resolve(word, key)).as(payoutSchema);
    expect(settled).toMatchObject({ status: "succeeded", exceptions: ["underpaid"] });
    expect(settled.timeline?.at(-1)).toMatchObject({
      from: "review",
      to: "succeeded",
      cause: "operator",
      actor: "key:shop",
      detail: "the bank confirms 100",
    });
    expect((await resolve(word, key)).as(payoutSchema)).toEqual(settled);
    expect((await resolve(word, newKey())).problem()).toMatchObject({ status: 409, code: "not_in_review" });
    await app().settle();
    const told = app().webhooks.received.filter(({ event }) => event.data.payout?.id === id);
    expect(told.map(({ event }) => event.type)).toEqual(["payout.review_required", "payout.succeeded"]);
  });

  test("lists payouts by an exception", async () => {
    const { id } = await shortPayout();
    const list = async (query: string) => (await app().api.get(`/v1/payouts?${query}`)).as(page);
    const ids = (await list("exception=underpaid&reference=short")).data.map((payout) => payout.id);
    expect(ids).toContain(id);
    expect((await list("exception=reversed&reference=short")).data).toEqual([]);
    expect((await app().api.get("/v1/payouts?exception=lost")).problem().code).toBe("validation_failed");
  });

  test("lists newest first, by reference, status and account, page by page", async () => {
    const reference = "listed";
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
      app().clock.advance(1);
      ids.unshift((await post(app(), { ...request, reference })).as(payoutSchema).id);
    }
    const list = async (query: string) => (await app().api.get(`/v1/payouts?${query}`)).as(page);
    expect((await list(`reference=${reference}`)).data.map(({ id }) => id)).toEqual(ids);
    const first = await list(`reference=${reference}&limit=2`);
    const second = await list(`reference=${reference}&limit=2&cursor=${first.nextCursor}`);
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids);
    expect((await list(`reference=${reference}&status=succeeded`)).data).toEqual([]);
    expect((await list(`reference=${reference}&account=cxpay-in`)).data).toEqual([]);
    expect(first.data[0]).not.toHaveProperty("timeline");
  });

  test.each(["/v1/payouts/po_0000000000000000000000", "/v1/payouts/%00"])("%s is 404", async (path) => {
    expect((await app().api.get(path)).problem().code).toBe("not_found");
    expect((await app().api.post(`${path}/refresh`)).problem().code).toBe("not_found");
    const word = { outcome: "failed", note: "x" };
    expect((await app().api.post(`${path}/resolve`, word)).problem().code).toBe("not_found");
  });
});
