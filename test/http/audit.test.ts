import { sql } from "kysely";
import { expect, test } from "vitest";
import { auditEntry, eventView, listOf, payout as payoutSchema } from "../../bff/contract.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";

const page = listOf(auditEntry);
const audit = async (app: TestApp, query: string) => (await app.api.get(`/v1/audit?${query}`)).as(page);

/** Each entry without what differs from run to run. */
async function entriesOf(app: TestApp, subject: string) {
  const { data } = await audit(app, `subject=${subject}`);
  return data.map(({ action, actor, before, after }) => ({ action, actor, before, after }));
}

describeApp("the audit", {}, (app) => {
  test("says who changed what, from where and by which request", async () => {
    const reply = await app().api.post("/v1/sessions", {
      amount: { value: "150.00", currency: "MXN" },
      reference: "canary-reference",
      returnUrl: `${app().origin}/thanks`,
      customer: { name: "Canary Name", email: "canary@example.com" },
      description: "canary description",
    });
    const { id } = JSON.parse(reply.text);
    const { data } = await audit(app(), `subject=${id}`);
    expect(data).toEqual([
      {
        id: expect.stringMatching(/^aud_[0-9A-Za-z]{22}$/),
        object: "audit_entry",
        at: new Date(app().clock.now()).toISOString(),
        actor: "key:shop",
        action: "session.create",
        subject: id,
        address: "127.0.0.1",
        requestId: reply.headers["x-request-id"],
        before: null,
        after: { status: "requires_payment_method", amount: { value: "150.00", currency: "MXN" } },
      },
    ]);
    expect(JSON.stringify(data).toLowerCase()).not.toContain("canary");
  });

  test("has the cancel of a session, and of the payment that goes with it, once", async () => {
    const { id, clientToken } = await app().api.createSession();
    const payment = await app().browser(clientToken).start("store");
    await app().api.post(`/v1/sessions/${id}/cancel`);
    await app().api.post(`/v1/sessions/${id}/cancel`);
    const ofSession = await entriesOf(app(), id);
    expect(ofSession.filter(({ action }) => action !== "session.create")).toEqual([
      {
        action: "session.cancel",
        actor: "key:shop",
        before: { status: "requires_payment_method" },
        after: { status: "canceled" },
      },
    ]);
    expect(await entriesOf(app(), payment.id)).toEqual([
      {
        action: "payment.cancel",
        actor: "key:shop",
        before: { status: "pending" },
        after: { status: "canceled" },
      },
    ]);
    const lines = (await app().api.readPayment(payment.id)).timeline ?? [];
    expect(lines.map(({ to, actor }) => [to, actor])).toEqual([
      ["creating", null],
      ["pending", null],
      ["canceled", "key:shop"],
    ]);
  });

  test("has nothing of what a customer, a provider or a question does", async () => {
    const { clientToken } = await app().api.createSession();
    const payment = await app().browser(clientToken).start("store");
    await app().api.post(`/v1/payments/${payment.id}/refresh`);
    await app().browser(clientToken).cancel(payment.id);
    expect(await entriesOf(app(), payment.id)).toEqual([]);
    const lines = (await app().api.readPayment(payment.id)).timeline ?? [];
    expect([...new Set(lines.map(({ actor }) => actor))]).toEqual([null]);
  });

  test("has a payment that is settled, and nothing of one that may not be", async () => {
    const { clientToken } = await app().api.createSession();
    const { id } = await app().browser(clientToken).start("store");
    const word = { outcome: "succeeded", note: "canary note" };
    expect((await app().api.post(`/v1/payments/${id}/resolve`, word)).problem().code).toBe("not_in_review");
    expect(await entriesOf(app(), id)).toEqual([]);
    app().sandbox.state.play(await app().orderOf(id), { action: "pay", amount: "149.00", final: true });
    await app().settle();
    await app().api.post(`/v1/payments/${id}/resolve`, word);
    expect(await entriesOf(app(), id)).toEqual([
      {
        action: "payment.resolve",
        actor: "key:shop",
        before: { status: "review" },
        after: { status: "succeeded" },
      },
    ]);
    expect((await app().api.readPayment(id)).timeline?.at(-1)).toMatchObject({
      cause: "operator",
      actor: "key:shop",
      detail: "canary note",
    });
  });

  test("has a payout that is made, and an event that is sent again", async () => {
    const request = {
      account: "paypro-mx",
      amount: { value: "500.00", currency: "MXN" },
      reference: "refund-77",
      beneficiary: { name: "Ana Diaz", accountNumber: "002010077777777771", accountType: "clabe" },
    };
    const reply = await app().api.post("/v1/payouts", request, { "idempotency-key": "audited" });
    await app().api.post("/v1/payouts", request, { "idempotency-key": "audited" });
    const { id } = reply.as(payoutSchema);
    expect(await entriesOf(app(), id)).toEqual([
      {
        action: "payout.create",
        actor: "key:shop",
        before: null,
        after: { status: "creating", amount: { value: "500.00", currency: "MXN" }, account: "paypro-mx" },
      },
    ]);
    await app().settle();
    const [event] = (await app().api.get("/v1/events?limit=1")).as(listOf(eventView)).data;
    await app().api.post(`/v1/events/${event?.id}/redeliver`);
    expect(await entriesOf(app(), event?.id ?? "")).toEqual([
      { action: "event.redeliver", actor: "key:shop", before: null, after: { deliveries: 1, revived: 0 } },
    ]);
  });

  test("is listed newest first, page by page, by actor and by time", async () => {
    const ids: string[] = [];
    for (let count = 0; count < 3; count++) {
      app().clock.advance(1_000);
      ids.unshift((await app().api.createSession()).id);
    }
    const from = new Date(app().clock.now() - 1_000).toISOString();
    const all = await audit(app(), `actor=key:shop&limit=2`);
    expect(all.data.map(({ subject }) => subject)).toEqual(ids.slice(0, 2));
    const next = await audit(app(), `actor=key:shop&limit=1&cursor=${all.nextCursor}`);
    expect(next.data.map(({ subject }) => subject)).toEqual(ids.slice(2));
    expect((await audit(app(), `from=${from}`)).data.map(({ subject }) => subject)).toEqual(ids.slice(0, 2));
    expect((await audit(app(), `to=${from}&limit=1`)).data[0]?.subject).toBe(ids[2]);
    expect((await audit(app(), "actor=operator:ana")).data).toEqual([]);
    for (const query of ["from=yesterday", "limit=0", "cursor=x", "who=me"]) {
      expect((await app().api.get(`/v1/audit?${query}`)).problem().code).toBe("validation_failed");
    }
  });

  test("takes no cursor of another list", async () => {
    await app().api.createSession();
    await app().api.createSession();
    const { nextCursor } = JSON.parse((await app().api.get("/v1/sessions?limit=1")).text);
    const refused = (await app().api.get(`/v1/audit?cursor=${nextCursor}`)).problem();
    expect([refused.code, refused.errors?.[0]?.path]).toEqual(["validation_failed", "cursor"]);
  });

  test("is written with the change or not at all", async () => {
    const { kysely } = app().database;
    const count = async () => (await kysely.selectFrom("sessions").select("id").execute()).length;
    const before = await count();
    const body = {
      amount: { value: "150.00", currency: "MXN" },
      reference: "order-1",
      returnUrl: `${app().origin}/thanks`,
    };
    await sql`alter table audit rename to audit_elsewhere`.execute(kysely);
    expect((await app().api.post("/v1/sessions", body)).status).toBe(500);
    await sql`alter table audit_elsewhere rename to audit`.execute(kysely);
    expect(await count()).toBe(before);
    expect((await app().api.post("/v1/sessions", body)).status).toBe(201);
    expect(await count()).toBe(before + 1);
  });
});

describeApp(
  "the audit behind a proxy",
  { engines: ["sqlite"], config: (base) => ({ ...base, network: { ...base.network, trustedProxies: 1 } }) },
  (app) => {
    test.each([
      ["203.0.113.7", "203.0.113.7"],
      ["[2001:DB8:0:0::7]:4711", "2001:db8::7"],
      ["::ffff:10.0.0.1", "10.0.0.1"],
      [`203.0.113.7 by key:chief ${"x".repeat(3_000)}`, null],
      ["203.0.113.7\u0022,\u0022actor\u0022:\u0022key:chief", null],
    ])("has an address and nothing else of what the header says: %s", async (forwarded, address) => {
      const reply = await app().call({
        method: "POST",
        path: "/v1/sessions",
        headers: { authorization: `Bearer ${app().apiKey}`, "x-forwarded-for": forwarded },
        body: {
          amount: { value: "150.00", currency: "MXN" },
          reference: "order-1",
          returnUrl: `${app().origin}/thanks`,
        },
      });
      const { id } = JSON.parse(reply.text);
      const { data } = await audit(app(), `subject=${id}`);
      expect(data.map((entry) => entry.address)).toEqual([address]);
    });
  },
);
