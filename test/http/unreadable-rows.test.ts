/** A row that cannot be read in part keeps nobody from its rest, nor from the other rows; money does not move on it. */
import { expect, test } from "vitest";
import { z } from "zod";
import {
  browserStatus,
  listExchangesAnswer,
  payout as payoutSchema,
  refund as refundSchema,
} from "../../bff/contract.ts";
import { sealedColumns } from "../../bff/storage/encryption/sealed-columns.ts";
import type { Database } from "../../bff/storage/engine/database.ts";
import { describeApp } from "../support/app-suite.ts";
import { approver, broken, config, type Ids, makeAll } from "./support/damaged.ts";

interface Broken {
  /** As `table.column`. */
  readonly column: string;
  readonly breakRow: (db: Database["kysely"], ids: Ids) => Promise<unknown>;
  readonly list: "sessions" | "payments" | "payouts" | "events" | "audit";
  readonly idOf: (ids: Ids, db: Database["kysely"]) => string | Promise<string>;
  /** Where it is shown. Default: in the list, and alone. */
  readonly only?: "listed" | "alone";
  /** What stands in the place of what is left out. */
  readonly shown: Readonly<Record<string, unknown>>;
  /** The same of fields that only the row by itself has. */
  readonly moreAlone?: Readonly<Record<string, unknown>>;
  /** Default: those that are shown so. */
  readonly fields?: readonly string[];
}

const ofSession = { list: "sessions", idOf: (ids: Ids) => ids.session } as const;
const ofPayment = { list: "payments", idOf: (ids: Ids) => ids.payment } as const;
const ofPayout = { list: "payouts", idOf: (ids: Ids) => ids.payout } as const;
const nothingSaid = { utr: null, fee: null, code: null, message: null };

/** Its rows cannot be changed, so one is added. */
function auditIdOf({ session }: Ids): string {
  return `aud_${session.slice(3)}`;
}

const cases: readonly Broken[] = [
  {
    ...ofSession,
    column: "sessions.customer_sealed",
    breakRow: (db, { session }) =>
      db.updateTable("sessions").set({ customer_sealed: broken }).where("id", "=", session).execute(),
    shown: { customer: null },
  },
  {
    ...ofSession,
    column: "sessions.private_sealed",
    breakRow: (db, { session }) =>
      db.updateTable("sessions").set({ private_sealed: broken }).where("id", "=", session).execute(),
    shown: { description: null, metadata: {}, returnUrl: null },
    fields: ["description", "metadata", "items", "returnUrl"],
  },
  {
    ...ofSession,
    column: "sessions.methods",
    breakRow: (db, { session }) =>
      db.updateTable("sessions").set({ methods: broken }).where("id", "=", session).execute(),
    shown: { methods: [] },
  },
  {
    ...ofPayment,
    column: "payments.next_action_sealed",
    breakRow: (db, { payment }) =>
      db.updateTable("payments").set({ next_action_sealed: broken }).where("id", "=", payment).execute(),
    shown: { nextAction: null },
    moreAlone: { shownAction: null },
  },
  {
    // The address is shown without the token that the payer has at the provider, so that is read, too.
    ...ofPayment,
    column: "payments.payer_sealed",
    breakRow: (db, { payment }) =>
      db.updateTable("payments").set({ payer_sealed: broken }).where("id", "=", payment).execute(),
    shown: { nextAction: null },
    moreAlone: { shownAction: null },
  },
  {
    ...ofPayment,
    column: "payments.details_sealed",
    breakRow: (db, { payment }) =>
      db.updateTable("payments").set({ details_sealed: broken }).where("id", "=", payment).execute(),
    shown: { providerDetails: nothingSaid },
  },
  {
    ...ofPayment,
    column: "payments.exceptions",
    breakRow: (db, { payment }) =>
      db.updateTable("payments").set({ exceptions: broken }).where("id", "=", payment).execute(),
    shown: { exceptions: [] },
  },
  {
    ...ofPayment,
    column: "payments.exceptions of other names",
    breakRow: (db, { payment }) =>
      db.updateTable("payments").set({ exceptions: '["lost"]' }).where("id", "=", payment).execute(),
    shown: { exceptions: [] },
  },
  {
    ...ofPayment,
    column: "payment_timeline.note_sealed",
    only: "alone",
    breakRow: (db, { payment }) =>
      db
        .updateTable("payment_timeline")
        .set({ note_sealed: broken })
        .where("payment_id", "=", payment)
        .execute(),
    shown: { timeline: expect.arrayContaining([expect.objectContaining({ detail: null })]) },
  },
  {
    ...ofPayout,
    column: "payouts.details_sealed",
    breakRow: (db, { payout }) =>
      db.updateTable("payouts").set({ details_sealed: broken }).where("id", "=", payout).execute(),
    shown: { providerDetails: nothingSaid },
  },
  {
    ...ofPayout,
    column: "payouts.exceptions",
    breakRow: (db, { payout }) =>
      db.updateTable("payouts").set({ exceptions: broken }).where("id", "=", payout).execute(),
    shown: { exceptions: [] },
  },
  {
    ...ofPayout,
    column: "payout_timeline.note_sealed",
    only: "alone",
    breakRow: (db, { payout }) =>
      db
        .updateTable("payout_timeline")
        .set({ note_sealed: broken })
        .where("payout_id", "=", payout)
        .execute(),
    shown: { timeline: expect.arrayContaining([expect.objectContaining({ detail: null })]) },
  },
  {
    list: "events",
    idOf: async ({ payment }, db) => {
      const rows = db.selectFrom("events").select("id").where("payment_id", "=", payment);
      return (await rows.executeTakeFirstOrThrow()).id;
    },
    column: "events.body_sealed",
    breakRow: (db, { payment }) =>
      db.updateTable("events").set({ body_sealed: broken }).where("payment_id", "=", payment).execute(),
    shown: { data: {} },
  },
  {
    list: "audit",
    idOf: auditIdOf,
    only: "listed",
    column: "audit.before and after",
    breakRow: (db, ids) => {
      const said = { id: auditIdOf(ids), actor: "key:shop", subject: ids.session, created_at: 1 };
      const row = { ...said, action: "session.cancel", address: null, request_id: null } as const;
      return db
        .insertInto("audit")
        .values({ ...row, before: broken, after: "[1]" })
        .execute();
    },
    shown: { before: null, after: null },
  },
];

/** Shown to nobody. What is read of them besides is money, or the answer to a repeat. */
const neverShown = ["payouts.beneficiary_sealed", "idempotency_keys.response_sealed"];

/** Each has a test of its own below. */
const triedAlone = ["refund_timeline.note_sealed", "exchanges.said_sealed"];

const anyObject = z.looseObject({ id: z.string(), unreadable: z.array(z.string()).optional() });
const page = z.object({ data: z.array(anyObject) });

describeApp("a row that cannot be read", { config }, (app) => {
  test("every sealed column is tried here, or shown to nobody", () => {
    const tried = new Set([...neverShown, ...triedAlone, ...cases.map(({ column }) => column)]);
    expect(sealedColumns.filter((column) => !tried.has(column))).toEqual([]);
  });

  test("an exchange that cannot be read is left out, and the others are shown", async () => {
    const { payment } = await makeAll(app());
    await app().settle();
    const read = async () =>
      (await app().api.get(`/v1/payments/${payment}/exchanges`)).as(listExchangesAnswer);
    const { data: all } = await read();
    expect(all.length).toBeGreaterThan(0);
    const { kysely } = app().database;
    const first = kysely.selectFrom("exchanges").select("id").where("subject_id", "=", payment).orderBy("at");
    const { id } = await first.executeTakeFirstOrThrow();
    await kysely.updateTable("exchanges").set({ said_sealed: broken }).where("id", "=", id).execute();
    expect((await read()).data).toEqual(all.slice(1));
  });

  test("a refund's note that cannot be read is named, and the rest of the refund is shown", async () => {
    const { clientToken } = await app().api.createSession();
    const { id: payment } = await app().browser(clientToken).start("store");
    app().sandbox.state.play(await app().orderOf(payment), { action: "pay" });
    await app().settle();
    const body = { reason: "other", note: "She called." };
    const key = { "idempotency-key": `note-of-${payment}` };
    const { id } = (await app().api.post(`/v1/payments/${payment}/refunds`, body, key)).as(refundSchema);
    const { kysely } = app().database;
    await kysely
      .updateTable("refund_timeline")
      .set({ note_sealed: broken })
      .where("refund_id", "=", id)
      .execute();
    expect((await app().api.get(`/v1/refunds/${id}`)).as(refundSchema)).toMatchObject({
      id,
      status: "awaiting_claim",
      timeline: [{ detail: null }],
      unreadable: ["timeline"],
    });
  });

  test.each(cases)(
    "$column is named and left out, and the rest of it and of the page is shown",
    async (one) => {
      const { breakRow, list, idOf, only, shown } = one;
      const sound = await makeAll(app());
      const ids = await makeAll(app());
      await app().settle();
      const { kysely } = app().database;
      const [id, other] = [await idOf(ids, kysely), await idOf(sound, kysely)];
      await breakRow(kysely, ids);
      const unreadable = one.fields ?? Object.keys(shown);
      const { data } = (await app().api.get(`/v1/${list}?limit=100`)).as(page);
      const alone = only === "listed" ? undefined : (await app().api.get(`/v1/${list}/${id}`)).as(anyObject);
      if (only !== "alone")
        expect(data.find((item) => item.id === id)).toMatchObject({ ...shown, unreadable });
      const more = one.moreAlone ?? {};
      if (only !== "listed") {
        const fields = [...unreadable, ...Object.keys(more)];
        expect(alone).toMatchObject({ ...shown, ...more, unreadable: fields });
      }
      const soundOne = data.find((item) => item.id === other);
      if (list !== "audit") expect(soundOne).toMatchObject({ id: other });
      expect(soundOne ?? {}).not.toHaveProperty("unreadable");
      const logged = app()
        .logs()
        .filter((line) => line.includes("a stored field cannot be read") && line.includes(id));
      for (const field of unreadable) expect(logged.join("")).toContain(`"field":"${field}"`);
      expect(logged.join("")).not.toContain(broken);
    },
  );

  test("shows its customer the state of their payment", async () => {
    const ids = await makeAll(app());
    await app()
      .database.kysely.updateTable("payments")
      .set({ next_action_sealed: broken })
      .where("id", "=", ids.payment)
      .execute();
    const reply = await app().browser(ids.clientToken).call({ path: "/checkout/status" });
    expect(reply.as(browserStatus).payment).toMatchObject({
      id: ids.payment,
      status: "pending",
      nextAction: null,
    });
  });

  test("sends no payout whose beneficiary cannot be read, approved or not", async () => {
    const { payout } = await makeAll(app(), "500");
    await app()
      .database.kysely.updateTable("payouts")
      .set({ beneficiary_sealed: broken })
      .where("id", "=", payout)
      .execute();
    const held = () => app().sandbox.state.orders({ kind: "payout" }).length;
    const before = held();
    const headers = { authorization: `Bearer ${approver.secret}` };
    await app().call({ method: "POST", path: `/v1/payouts/${payout}/approve`, headers });
    await app().runJobsUntilIdle();
    expect(held()).toBe(before);
    const read = (await app().api.get(`/v1/payouts/${payout}`)).as(payoutSchema);
    expect(read.status).not.toBe("succeeded");
    expect(app().logs().join("")).toContain('"level":"error"');
  });

  test("tells no merchant of a success whose payment it cannot tell whole", async () => {
    const ids = await makeAll(app());
    const order = await app().orderOf(ids.payment);
    await app()
      .database.kysely.updateTable("payments")
      .set({ exceptions: broken })
      .where("id", "=", ids.payment)
      .execute();
    app().sandbox.state.play(order, { action: "pay" });
    await app().settle();
    const told = app().webhooks.received.filter(({ event }) => event.data.session?.id === ids.session);
    expect(told.map(({ event }) => event.type)).not.toContain("session.succeeded");
    const { status } = await app().api.readPayment(ids.payment);
    expect(status).not.toBe("succeeded");
  });
});
