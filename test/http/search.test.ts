/** `GET /v1/search`, and what it can find once the customer's payment has ended. */
import { describe, expect, test } from "vitest";
import { listOf, payment as paymentSchema, searchAnswer } from "../../bff/contract.ts";
import { utrDigest } from "../../bff/services/rows/provider-details.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { ana, createRefund, payPayment } from "./support/refunds.ts";

async function find(app: TestApp, q: string) {
  return (await app.api.get(`/v1/search?q=${encodeURIComponent(q)}`)).as(searchAnswer).data;
}

const customer = {
  id: "u-1",
  name: "Ana",
  email: "Finder@Example.com",
  phone: "+52 55 7777 1234",
  taxId: null,
};

async function openPayment(app: TestApp, changes = {}) {
  const session = await app.api.createSession({ reference: "Order-find-1", customer, ...changes });
  const { id } = await app.browser(session.clientToken).start("store");
  const payment = await app.api.readPayment(id);
  const code = payment.nextAction?.type === "display_code" ? payment.nextAction.code : "";
  return { session, payment, code, id };
}

function spaced(code: string): string {
  return code.replaceAll(/(.{4})/g, "$1 ").trim();
}

describeApp("search", {}, (app) => {
  test("finds a payment by each of its numbers, and says why", async () => {
    const { payment, id, session, code } = await openPayment(app());
    await app()
      .database.kysely.updateTable("payments")
      .set({ utr_digest: utrDigest(app().context, "HDFC123456") })
      .where("id", "=", id)
      .execute();
    const found = (why: string) => ({ object: "payment", id, why });
    expect(await find(app(), id)).toEqual([found("id")]);
    expect(await find(app(), ` ${session.id} `)).toEqual([{ object: "session", id: session.id, why: "id" }]);
    expect(await find(app(), payment.orderNo.toUpperCase())).toEqual([found("order_no")]);
    expect(await find(app(), String(payment.providerOrderId))).toEqual([found("provider_order_id")]);
    expect(await find(app(), "hdfc 123-456")).toEqual([found("utr")]);
    for (const typed of [code, spaced(code), spaced(code).replaceAll(" ", "-")])
      expect(await find(app(), typed)).toEqual([found("code")]);
    expect(await find(app(), code.slice(0, -1))).toEqual([]);
  });

  test("finds the code of a payment that has ended, and shows what the customer saw", async () => {
    const { id, code } = await openPayment(app(), { reference: "order-find-ended" });
    await app().api.post(`/v1/payments/${id}/refresh`, {});
    app().sandbox.state.play(await app().orderOf(id), { action: "pay" });
    await app().settle();
    expect(await find(app(), spaced(code))).toEqual([{ object: "payment", id, why: "code" }]);
    const ended = await app().api.readPayment(id);
    expect(ended).toMatchObject({ status: "succeeded", nextAction: null, shownAction: { code } });
    const list = await app().api.get("/v1/payments?reference=order-find-ended");
    for (const payment of list.as(listOf(paymentSchema)).data)
      expect(payment).not.toHaveProperty("shownAction");
  });

  test("finds a reference by how it begins, whatever its letter case, the whole one first", async () => {
    const long = await app().api.createSession({ reference: "Find-ref-10" });
    const whole = await app().api.createSession({ reference: "find-REF-1" });
    const found = await find(app(), "FIND-ref-1");
    expect(found.map(({ id }) => id)).toEqual([whole.id, long.id]);
    for (const { object, why } of found)
      expect({ object, why }).toEqual({ object: "session", why: "reference" });
    for (const wild of ["find_ref-1", "find%", "ref-1"]) expect(await find(app(), wild)).toEqual([]);
  });

  test.each([
    ["Pedido-ÑANDÚ-1", ["pedido-ñandú-1", "PEDIDO-ÑANDÚ", "Pedido-ñandÚ", "pedido-ñandú".normalize("NFD")]],
    ["Ñandú-2", ["ñandú-2", "ÑANDÚ-2", "ñandÚ"]],
    ["cafe\u0301-3", ["CAFÉ-3", "café", "Cafe\u0301-3"]],
    ["Заказ Десять", ["заказ десять", "ЗАКАЗ ДЕСЯТЬ", "Заказ десять", "ЗАКАЗ"]],
    ["заказ-11", ["ЗАКАЗ-11", "Заказ-1"]],
    ["straße-4", ["STRAßE-4", "straße"]],
  ])("finds the reference %s in every letter case", async (reference, all) => {
    const { id } = await app().api.createSession({ reference });
    for (const typed of all)
      expect(await find(app(), typed), typed).toContainEqual({ object: "session", id, why: "reference" });
  });

  test("finds a refund by its id, and not the payout that carries it beside it", async () => {
    const refund = await createRefund(app(), await payPayment(app(), {}), { beneficiary: ana });
    expect(refund.payout).not.toBeNull();
    expect(await find(app(), refund.id)).toEqual([{ object: "refund", id: refund.id, why: "id" }]);
  });

  test("finds a person by a whole address or number, however it is written", async () => {
    const session = await app().api.createSession({ reference: "find-person", customer });
    const hits = async (q: string) => (await find(app(), q)).filter(({ id }) => id === session.id);
    expect(await hits(" FINDER@example.com ")).toEqual([{ object: "session", id: session.id, why: "email" }]);
    for (const phone of ["+525577771234", "0052 55 7777 1234", "(55) 7777-1234"])
      expect(await hits(phone), phone).toEqual([{ object: "session", id: session.id, why: "phone" }]);
    for (const part of ["finder@", "example.com", "7777 1234"]) expect(await hits(part)).toEqual([]);
  });

  test("finds an amount on a day, and answers at most 20, the newest first", async () => {
    const ids: string[] = [];
    for (let made = 0; made < 21; made++) {
      const session = await app().api.createSession({
        amount: { value: "777.00", currency: "MXN" },
        reference: `find-amount-${made}`,
      });
      app().clock.advance(1_000);
      ids.unshift((await app().browser(session.clientToken).start("store")).id);
    }
    const today = new Date(app().clock.now()).toISOString().slice(0, 10);
    const found = await find(app(), `777 MXN ${today}`);
    expect(found.map(({ id }) => id)).toEqual(ids.slice(0, 20));
    expect(new Set(found.map(({ why }) => why))).toEqual(new Set(["amount"]));
    expect((await find(app(), "777.00")).length).toBe(20);
    expect(await find(app(), "777 MXN 2020-01-01")).toEqual([]);
    expect(await find(app(), "777 INR")).toEqual([]);
  });

  test("needs the scope reports, and refuses what is too long, empty or doubled", async () => {
    for (const query of ["", "?q=", "?q=%20", `?q=${"a".repeat(257)}`, "?q=a&q=b", "?q=a&limit=3"]) {
      const problem = (await app().api.get(`/v1/search${query}`)).problem();
      expect(problem, query).toMatchObject({ code: "validation_failed" });
      expect(problem.errors?.[0]?.path, query).toMatch(/^(q|limit)$/);
    }
  });

  test("leaves what was typed out of the log", async () => {
    await find(app(), "canary-7f3a@example.com");
    expect(app().logs().join("\n")).toContain('"/v1/search"');
    expect(app().logs().join("\n")).not.toContain("canary-7f3a");
  });

  describe("the list of payments", () => {
    const list = async (query: string) =>
      (await app().api.get(`/v1/payments?${query}`)).as(listOf(paymentSchema)).data.map(({ id }) => id);

    test("filters by everything that a payment is found by, alone and together", async () => {
      app().clock.advance(1_000);
      const { payment, id } = await openPayment(app(), { reference: "order-list-1" });
      const { orderNo, providerOrderId } = payment;
      expect(payment.reference).toBe("order-list-1");
      for (const query of [
        "reference=order-list-1",
        `orderNo=${orderNo}`,
        `providerOrderId=${providerOrderId}`,
        "reference=order-list-1&status=pending,review&currency=MXN&amount=150.00&account=paypro-mx",
        `orderNo=${orderNo}&status=pending&reference=order-list-1`,
      ])
        expect(await list(query), query).toEqual([id]);
      for (const query of [
        "reference=order-list",
        `orderNo=${orderNo}&status=failed,canceled`,
        "reference=order-list-1&amount=150.01&currency=MXN",
        "reference=order-list-1&exception=overpaid",
        "reference=order-list-1&currency=INR",
      ])
        expect(await list(query), query).toEqual([]);
      const open = await list("status=pending,review&account=paypro-mx&currency=MXN&limit=100");
      expect(open[0]).toBe(id);
      expect(open).toEqual(await list("status=pending&limit=100"));
    });

    test("pages over several statuses without a gap or a repeat", async () => {
      const all = await list("status=pending,succeeded,canceled&limit=100");
      const paged: string[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const next: string = cursor === "" ? "" : `&cursor=${cursor}`;
        const reply = await app().api.get(`/v1/payments?status=pending,succeeded,canceled&limit=3${next}`);
        const page = reply.as(listOf(paymentSchema));
        paged.push(...page.data.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      expect(paged).toEqual(all);
      expect(await list("currency=MXN&limit=100")).toEqual(await list("limit=100"));
    });

    test("follows a session whose reference changes", async () => {
      const { session, id } = await openPayment(app(), { reference: "order-before" });
      const change = app().database.kysely.updateTable("sessions").set({ reference: "order-after" });
      await change.where("id", "=", session.id).execute();
      expect(await list("reference=order-before")).toEqual([]);
      expect(await list("reference=order-after")).toEqual([id]);
    });

    test.each([
      ["amount=150.00", "currency"],
      ["amount=free&currency=MXN", "amount"],
      ["amount=150.00&currency=XYZ", "currency"],
      ["status=paid", "status.0"],
      ["status=pending,", "status.1"],
      ["exception=odd", "exception"],
    ])("refuses %s, and names %s", async (query, path) => {
      const problem = (await app().api.get(`/v1/payments?${query}`)).problem();
      expect(problem).toMatchObject({ code: "validation_failed", errors: [{ path }] });
    });
  });

  test("finds a payment by what was paid by mistake, beside those of which that was asked", async () => {
    const { id } = await openPayment(app(), { reference: "find-received" });
    app().sandbox.state.play(await app().orderOf(id), { action: "pay", amount: "163.00" });
    await app().settle();
    const amount = { value: "163.00", currency: "MXN" };
    const asked = await openPayment(app(), { reference: "find-asked", amount });
    const [first, second] = [asked.id, id].map((one) => ({ object: "payment", id: one, why: "amount" }));
    for (const typed of ["163.00", "MX$163.00", "$163.00", "163,00 MXN"])
      expect(await find(app(), typed), typed).toEqual([first, second]);
    expect(await find(app(), "163.00 INR")).toEqual([]);
    expect((await find(app(), "150.00 MXN")).map((hit) => hit.id)).toContain(id);
  });

  test("forgets the code and what was shown when the person is erased", async () => {
    const email = "erased-finder@example.com";
    const { id, code, session } = await openPayment(app(), { customer: { ...customer, email } });
    await app().api.post(`/v1/sessions/${session.id}/cancel`, {});
    expect(await find(app(), code)).toHaveLength(1);
    app().clock.advance(60 * 24 * 60 * 60 * 1_000);
    await app().runJobsUntilIdle();
    const erased = await app().api.post("/v1/customers/erase", { customer: { email } });
    expect(erased.json()).toMatchObject({ payments: 1 });
    for (const typed of [code, email]) expect(await find(app(), typed)).toEqual([]);
    expect(await app().api.readPayment(id)).toMatchObject({ shownAction: null });
    expect(await find(app(), id)).toHaveLength(1);
  });
});
