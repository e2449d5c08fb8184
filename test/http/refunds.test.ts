import { beforeEach, describe, expect, test } from "vitest";
import { listOf, refund as refundSchema } from "../../bff/contract.ts";
import { describeApp } from "../support/app-suite.ts";
import {
  createRefund as create,
  refundEvents as eventsOf,
  heldPayouts,
  mxn,
  newKey,
  payPayment,
  playPayout as play,
  postRefund as post,
  readRefund as read,
  readPayment,
} from "./support/refunds.ts";

const beneficiary = { name: "Ana Diaz", accountNumber: "002010077777777771", accountType: "clabe" };
const page = listOf(refundSchema);
describeApp("refunds", {}, (app) => {
  let paymentId = "";
  beforeEach(async () => {
    paymentId = await payPayment(app(), { id: "u-1" });
  });

  describe("to a beneficiary", () => {
    test("are paid out, and are succeeded when the provider has paid", async () => {
      const refund = await create(app(), paymentId, { amount: mxn("50"), beneficiary, note: "One bag." });
      expect(refund).toMatchObject({
        object: "refund",
        payment: paymentId,
        status: "pending",
        amount: mxn("50.00"),
        reason: "requested",
        method: "payout",
        account: "paypro-mx",
        payout: expect.stringMatching(/^po_/),
        claimUrl: null,
        failure: null,
        expiresAt: null,
      });
      expect(refund.timeline?.[0]).toMatchObject({ from: null, to: "creating", detail: "One bag." });
      expect(await readPayment(app(), paymentId)).toMatchObject({
        amountRefunded: mxn("0.00"),
        refunds: [{ id: refund.id, status: "pending", amount: mxn("50.00") }],
      });
      await play(app(), refund.payout, "pay");
      const paid = await read(app(), refund.id);
      expect(paid.status).toBe("succeeded");
      expect(paid.timeline?.map(({ to }) => to)).toEqual(["creating", "pending", "succeeded"]);
      expect((await readPayment(app(), paymentId)).amountRefunded).toEqual(mxn("50.00"));
      const events = await eventsOf(app(), paymentId);
      expect(events.map(({ type }) => type)).toEqual(["refund.created", "refund.succeeded"]);
      const [, last] = events;
      expect(last?.data).toMatchObject({
        sequence: expect.any(Number),
        session: { object: "session" },
        payment: { id: paymentId, amountRefunded: mxn("50.00") },
        refund: { id: refund.id, status: "succeeded", claimUrl: null },
      });
    });

    test("free their amount when they fail, with the payout's reason", async () => {
      const refund = await create(app(), paymentId, { beneficiary });
      expect(refund.amount).toEqual(mxn("150.00"));
      expect((await post(app(), paymentId, { beneficiary, amount: mxn("1") })).problem().code).toBe(
        "refund_exceeds_received",
      );
      await play(app(), refund.payout, "fail");
      expect(await read(app(), refund.id)).toMatchObject({
        status: "failed",
        failure: { code: "payout_failed" },
      });
      expect((await eventsOf(app(), paymentId)).map(({ type }) => type)).toEqual([
        "refund.created",
        "refund.failed",
      ]);
      await create(app(), paymentId, { beneficiary });
    });

    test("are paid once for one Idempotency-Key", async () => {
      const key = newKey();
      const before = heldPayouts(app());
      const [first, second] = [
        await post(app(), paymentId, { beneficiary }, key),
        await post(app(), paymentId, { beneficiary }, key),
      ];
      expect(second.text).toBe(first.text);
      expect(second.headers["idempotency-replayed"]).toBe("true");
      expect(heldPayouts(app())).toBe(before + 1);
      const other = await post(app(), paymentId, { beneficiary, amount: mxn("2") }, key);
      expect(other.problem().code).toBe("idempotency_key_reused");
    });

    test("are paid once for one key, however the payment's id is written in the address", async () => {
      const key = newKey();
      const before = heldPayouts(app());
      const first = await post(app(), paymentId, { beneficiary, amount: mxn("3") }, key);
      for (const spelled of [paymentId.replace("_", "%5F"), paymentId.replace("pay_", "%70ay_")]) {
        const again = await post(app(), spelled, { beneficiary, amount: mxn("3") }, key);
        expect([again.status, again.text]).toEqual([first.status, first.text]);
      }
      expect(heldPayouts(app())).toBe(before + 1);
    });

    test("are paid once, also when the key was deleted meanwhile", async () => {
      const key = newKey();
      const first = (await post(app(), paymentId, { beneficiary, amount: mxn("20") }, key)).as(refundSchema);
      await app().database.kysely.deleteFrom("idempotency_keys").execute();
      const again = await post(app(), paymentId, { beneficiary, amount: mxn("20") }, key);
      expect(again.as(refundSchema).id).toBe(first.id);
      await app().database.kysely.deleteFrom("idempotency_keys").execute();
      const other = await post(app(), paymentId, { beneficiary, amount: mxn("21") }, key);
      expect(other.problem().code).toBe("idempotency_key_reused");
    });

    test("are 50 of a payment at most, ended ones included, and the next one is refused by name", async () => {
      const ended = Array.from({ length: 50 }, (_, at) => ({
        id: `re_${at}`,
        status: "canceled",
        minor: "1",
      }));
      const before = heldPayouts(app());
      await app()
        .database.kysely.updateTable("payments")
        .set({ refunds: JSON.stringify(ended) })
        .where("id", "=", paymentId)
        .execute();
      expect((await post(app(), paymentId, { beneficiary, amount: mxn("1") })).problem()).toMatchObject({
        status: 409,
        code: "too_many_refunds",
      });
      expect(heldPayouts(app())).toBe(before);
    });

    test("of one payment at once are together no more than was received", async () => {
      const before = heldPayouts(app());
      const replies = await Promise.all(
        Array.from({ length: 5 }, () => post(app(), paymentId, { beneficiary, amount: mxn("60") })),
      );
      expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 201, 422, 422, 422]);
      expect(heldPayouts(app())).toBe(before + 2);
      const refused = replies.find(({ status }) => status === 422);
      expect(refused?.problem()).toMatchObject({
        code: "refund_exceeds_received",
        detail: "30.00 MXN of 150.00 may still be given back.",
      });
    });
  });

  describe("that nobody is named for", () => {
    test("wait for their claim, whose address is in the answer and in no event or list", async () => {
      const key = newKey();
      const reply = await post(app(), paymentId, { amount: mxn("50") }, key);
      const refund = reply.as(refundSchema);
      expect(refund).toMatchObject({ status: "awaiting_claim", method: "claim", payout: null });
      expect(refund.claimUrl).toMatch(/\/claim#rc_[0-9A-Za-z]{22}$/);
      expect((await post(app(), paymentId, { amount: mxn("50") }, key)).text).toBe(reply.text);
      expect((await read(app(), refund.id)).claimUrl).toBe(refund.claimUrl);
      const list = (await app().api.get(`/v1/refunds?payment=${paymentId}`)).text;
      const stored = JSON.stringify(await eventsOf(app(), paymentId));
      expect(`${list}${stored}`).not.toContain("rc_");
      const rows = await app().database.kysely.selectFrom("refunds").selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(refund.claimUrl?.split("#")[1] ?? "");
    });

    test("can be canceled, which frees their amount; a second time there is nothing to cancel", async () => {
      const refund = await create(app(), paymentId, {});
      const canceled = await app().api.post(`/v1/refunds/${refund.id}/cancel`);
      expect(canceled.as(refundSchema)).toMatchObject({ status: "canceled", claimUrl: null });
      const again = await app().api.post(`/v1/refunds/${refund.id}/cancel`);
      expect(again.problem()).toMatchObject({ status: 409, code: "refund_not_cancelable" });
      await create(app(), paymentId, {});
    });

    test("expire after 30 days, and free their amount", async () => {
      const refund = await create(app(), paymentId, {});
      app().clock.advance(29 * 86_400_000);
      await app().runJobsUntilIdle();
      expect((await read(app(), refund.id)).status).toBe("awaiting_claim");
      app().clock.advance(86_400_000 + 60_000);
      await app().runJobsUntilIdle();
      expect((await read(app(), refund.id)).status).toBe("expired");
      expect((await eventsOf(app(), paymentId)).at(-1)).toMatchObject({
        type: "refund.failed",
        data: { refund: { id: refund.id, status: "expired" } },
      });
      await create(app(), paymentId, {});
    });
  });

  describe("POST /v1/payments/{id}/refunds", () => {
    test("needs an Idempotency-Key: 400, and nobody is paid", async () => {
      const before = heldPayouts(app());
      const reply = await app().api.post(`/v1/payments/${paymentId}/refunds`, {
        reason: "other",
        beneficiary,
      });
      expect(reply.problem()).toMatchObject({ status: 400, code: "idempotency_key_required" });
      expect(heldPayouts(app())).toBe(before);
    });

    test.each([
      ["reason", { reason: "because" }],
      ["amount.currency", { amount: { value: "1", currency: "INR" } }],
      ["amount.value", { amount: mxn("0") }],
      ["amount.value", { amount: mxn("1.50"), beneficiary }],
      ["amount.value", { amount: mxn("1.50") }],
      ["account", { account: "nobody" }],
      ["account", { account: "chainup-coins" }],
      ["channel", { channel: "upi" }],
      ["beneficiary.accountNumber", { beneficiary: { ...beneficiary, accountNumber: "1" } }],
      ["to", { to: "Ana" }],
    ])("names %s, and nothing is changed", async (path, changes) => {
      const before = heldPayouts(app());
      const problem = (await post(app(), paymentId, changes)).problem();
      expect(problem).toMatchObject({ status: 422, code: "validation_failed" });
      expect(problem.errors?.map((error) => error.path)).toEqual([path]);
      expect(heldPayouts(app())).toBe(before);
      expect((await readPayment(app(), paymentId)).refunds).toEqual([]);
    });

    test("refuses a payment that has received nothing, and one that is not there", async () => {
      const { clientToken } = await app().api.createSession();
      const { id } = await app().browser(clientToken).start("store");
      expect((await post(app(), id, {})).problem()).toMatchObject({ status: 409, code: "nothing_received" });
      expect((await post(app(), "pay_7LrTn2C3Zk8sQm1VfX0bYw", {})).problem().code).toBe("not_found");
    });

    test("refuses a payment in review, because what it has received is not settled", async () => {
      const { clientToken } = await app().api.createSession();
      const { id } = await app().browser(clientToken).start("store");
      app().sandbox.state.play(await app().orderOf(id), { action: "pay", amount: "100.00", final: true });
      await app().settle();
      expect((await readPayment(app(), id)).status).toBe("review");
      expect((await post(app(), id, {})).problem()).toMatchObject({ status: 409, code: "payment_in_review" });
    });

    test("does not count what was overpaid twice", async () => {
      const refund = await create(app(), paymentId, { amount: mxn("100"), beneficiary });
      await play(app(), refund.payout, "pay");
      const rest = await create(app(), paymentId, { beneficiary });
      expect(rest.amount).toEqual(mxn("50.00"));
    });
  });

  test("are listed newest first, by payment, status and time", async () => {
    const first = await create(app(), paymentId, { amount: mxn("10") });
    app().clock.advance(1_000);
    const second = await create(app(), paymentId, { amount: mxn("20"), beneficiary });
    const list = async (query: string) =>
      (await app().api.get(`/v1/refunds?${query}`)).as(page).data.map(({ id }) => id);
    expect(await list(`payment=${paymentId}`)).toEqual([second.id, first.id]);
    expect(await list(`session=${first.session}&status=awaiting_claim`)).toEqual([first.id]);
    expect(await list(`payment=${paymentId}&from=${second.createdAt}`)).toEqual([second.id]);
    expect(await list(`payment=${paymentId}&to=${second.createdAt}`)).toEqual([first.id]);
  });

  test("are in the audit with who made and who canceled them", async () => {
    const refund = await create(app(), paymentId, {});
    await app().api.post(`/v1/refunds/${refund.id}/cancel`);
    const rows = await app()
      .database.kysely.selectFrom("audit")
      .select(["action", "before", "after"])
      .where("subject", "=", refund.id)
      .orderBy("seq")
      .execute();
    expect(rows.map(({ action }) => action)).toEqual(["refund.create", "refund.cancel"]);
    expect(rows[1]).toMatchObject({ before: '{"status":"awaiting_claim"}', after: '{"status":"canceled"}' });
  });

  test("keep their session until they have ended, and are erased with it", async () => {
    const paid = await payPayment(app(), { id: "u-to-erase" });
    const refund = await create(app(), paid, { note: "Said by Ana." });
    const erase = async () =>
      (await app().api.post("/v1/customers/erase", { customer: { id: "u-to-erase" } })).text;
    expect(await erase()).toContain('"why":"open"');
    await app().api.post(`/v1/refunds/${refund.id}/cancel`);
    await app().settle();
    expect(await erase()).toContain('"sessions":1');
    expect(JSON.stringify(await read(app(), refund.id))).not.toContain("Said by Ana.");
  });
});
