/** `GET /v1/exports/*.csv`. */
import { expect, test } from "vitest";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { ana, createRefund, mxn, payPayment, playPayout } from "./support/refunds.ts";

const range = (app: TestApp) => {
  const at = (ms: number) => encodeURIComponent(new Date(app.clock.now() + ms).toISOString());
  return `from=${at(-1_000_000)}&to=${at(1_000_000)}`;
};

async function download(app: TestApp, name: string, filters = "") {
  const response = await fetch(`${app.url}/v1/exports/${name}.csv?${range(app)}${filters}`, {
    headers: { authorization: `Bearer ${app.apiKey}` },
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const [header = "", ...lines] = text.replace(/\r\n$/, "").split("\r\n");
  const columns = header.replace("\uFEFF", "").split(",");
  const rows = lines.map((line) =>
    Object.fromEntries(line.split(",").map((cell, at) => [columns[at], cell])),
  );
  return { response, text, columns, rows };
}

describeApp("exports", {}, (app) => {
  test("have the payments of a time as a file, newest first, with nothing personal", async () => {
    const customer = {
      id: "u-1",
      name: "Canary Ana",
      email: "canary@example.com",
      phone: "+525577771234",
      taxId: null,
    };
    const ids: string[] = [];
    for (const reference of ["=cmd|calc", "order-2"]) {
      const session = await app().api.createSession({ reference, customer });
      app().clock.advance(1_000);
      ids.unshift((await app().browser(session.clientToken).start("store")).id);
    }
    app().sandbox.state.play(await app().orderOf(ids[0] ?? ""), { action: "pay" });
    await app().settle();
    const { response, text, rows, columns } = await download(app(), "payments");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^text\/csv; charset=utf-8/);
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="payments_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.csv"$/,
    );
    expect(text.startsWith("\uFEFFid,session,reference,")).toBe(true);
    expect(rows.map(({ id }) => id)).toEqual(ids);
    expect(rows[0]).toMatchObject({
      reference: "order-2",
      account: "paypro-mx",
      status: "succeeded",
      amount: "150.00",
      currency: "MXN",
      amount_received: "150.00",
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    expect(rows[1]).toMatchObject({ reference: '"\'=cmd|calc"', status: "pending", amount_received: "0.00" });
    expect(columns).toEqual(Object.keys(rows[0] ?? {}));
    for (const canary of ["anary", "77771234"]) expect(text).not.toContain(canary);
  });

  test("filter as the lists do", async () => {
    const { rows } = await download(
      app(),
      "payments",
      "&status=succeeded,failed&account=paypro-mx&currency=MXN",
    );
    expect(rows.map(({ reference }) => reference)).toEqual(["order-2"]);
    expect((await download(app(), "payments", "&currency=INR")).rows).toEqual([]);
    const only = async (filters: string) =>
      (await download(app(), "payments", filters)).rows.map(({ reference }) => reference);
    expect(await only("&currency=MXN&amount=150")).toEqual(["order-2", '"\'=cmd|calc"']);
    expect(await only("&currency=MXN&amount=151")).toEqual([]);
    expect(await only("&reference=order-2")).toEqual(["order-2"]);
    expect(await only("&exception=overpaid")).toEqual([]);
    const paid = await download(app(), "events", "&type=payment.succeeded");
    expect(paid.rows).toHaveLength(1);
    expect(paid.rows[0]).toMatchObject({
      type: "payment.succeeded",
      deliveries_delivered: "1",
      deliveries_dead: "0",
    });
    const { id, payment, session } = paid.rows[0] ?? {};
    const events = async (filters: string) =>
      (await download(app(), "events", filters)).rows.map((row) => row.id);
    expect(await events(`&payment=${payment}`)).toContain(id);
    expect(await events(`&session=${session}&delivered=true`)).toContain(id);
    expect(await events("&delivered=false")).toEqual([]);
    const { kysely } = app().database;
    await kysely.updateTable("deliveries").set({ state: "dead" }).where("event_id", "=", `${id}`).execute();
    expect(await events("&delivered=false")).toEqual([id]);
    expect(await events(`&session=${session}&delivered=false`)).toEqual([id]);
    expect(await events("&delivered=true")).not.toContain(id);
  });

  test("have payouts, without their beneficiaries", async () => {
    const body = {
      account: "paypro-mx",
      amount: { value: "500.00", currency: "MXN" },
      reference: "payout-exported",
      beneficiary: { name: "Canary Payee", accountNumber: "002010077777777771", accountType: "clabe" },
    };
    const reply = await app().api.post("/v1/payouts", body, { "idempotency-key": "exported" });
    expect(reply.status).toBe(201);
    const { rows, text } = await download(app(), "payouts");
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ reference: "payout-exported", amount: "500.00", currency: "MXN" });
    for (const canary of ["Canary", "002010077777777771"]) expect(text).not.toContain(canary);
    expect((await download(app(), "payouts", "&status=rejected")).rows).toEqual([]);
  });

  test("have refunds, and how much of a payment was given back", async () => {
    const paymentId = await payPayment(app(), {});
    const beneficiary = { ...ana, name: "Canary Payee" };
    const refund = await createRefund(app(), paymentId, {
      amount: mxn("50.00"),
      beneficiary,
    });
    app().clock.advance(1_000);
    const claim = await createRefund(app(), paymentId, {
      amount: mxn("10.00"),
      reason: "overpaid",
    });
    await playPayout(app(), refund.payout, "pay");
    const { rows, text, columns } = await download(app(), "refunds");
    expect(columns.at(-1)).toBe("expires_at");
    expect(rows.map(({ id }) => id)).toEqual([claim.id, refund.id]);
    expect(rows[1]).toMatchObject({
      payment: paymentId,
      session: refund.session,
      status: "succeeded",
      amount: "50.00",
      currency: "MXN",
      reason: "requested",
      method: "payout",
      payout: refund.payout,
      failure_code: "",
    });
    expect(rows[0]).toMatchObject({ status: "awaiting_claim", method: "claim", payout: "" });
    for (const canary of ["Canary", "002010077777777771", "/claim"]) expect(text).not.toContain(canary);
    const some = async (filters: string) =>
      (await download(app(), "refunds", filters)).rows.map(({ id }) => id);
    expect(await some("&status=succeeded,failed")).toEqual([refund.id]);
    expect(await some(`&payment=${paymentId}&status=awaiting_claim`)).toEqual([claim.id]);
    expect(await some("&session=cs_other")).toEqual([]);
    const payments = await download(app(), "payments", `&session=${refund.session}`);
    expect(payments.columns.at(-1)).toBe("amount_refunded");
    expect(payments.rows).toMatchObject([{ id: paymentId, amount_refunded: "50.00" }]);
    expect(rows[1]?.order_no).toBe(payments.rows[0]?.order_no);
    expect(rows[1]?.reference).toBe(payments.rows[0]?.reference);
  });

  test("of more than a page have every row once", async () => {
    const { kysely } = app().database;
    const [row] = await kysely.selectFrom("payments").selectAll().limit(1).execute();
    if (row === undefined) throw new Error("there is no payment to copy");
    for (let at = 0; at < 600; at++) {
      const copy = { id: `pay_copy_${at}`, order_no: `copy-${at}`, callback_token_hash: `copy-${at}` };
      await kysely
        .insertInto("payments")
        .values({ ...row, ...copy, currency: "XXX" })
        .execute();
    }
    const { rows } = await download(app(), "payments", "&currency=XXX");
    expect(rows).toHaveLength(600);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(600);
    await kysely.deleteFrom("payments").where("currency", "=", "XXX").execute();
  });

  test.each([
    ["", "from"],
    ["?from=2026-11-01T00:00:00Z", "to"],
    ["?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z", "to"],
    ["?from=2025-01-01T00:00:00Z&to=2026-11-01T00:00:00Z", "to"],
    ["?from=yesterday&to=2026-11-01T00:00:00Z", "from"],
    ["?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z&status=paid", "status.0"],
    ["?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z&limit=1", "limit"],
    ["?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z&amount=150", "currency"],
  ])("refuse %s, and name %s", async (query, path) => {
    const problem = (await app().api.get(`/v1/exports/payments.csv${query}`)).problem();
    expect(problem).toMatchObject({ code: "validation_failed" });
    expect(problem.errors?.[0]?.path).toBe(path);
  });
});
