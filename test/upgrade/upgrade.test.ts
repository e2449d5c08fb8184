/** What the software before this one left open is finished by this one. The state and how it was made: README.md. */
import { expect, test } from "vitest";
import { eventView, listOf, payout as payoutSchema } from "../../bff/contract.ts";
import { resealAll } from "../../bff/storage/encryption/reseal.ts";
import type { TestApp } from "../support/app.ts";
import { forEachEngine } from "../support/databases.ts";
import { openState as open, rowsOf, type WrittenState } from "./open-state.ts";
import { sealedColumnsOf, sealedTexts } from "./sealed-texts.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const states = [
  { name: "0005", lastMigration: "0005-a-queue-for-each-endpoint" },
  { name: "0007", lastMigration: "0007-announced-ends" },
  { name: "0010", lastMigration: "0010-expiries-and-stray-money" },
  { name: "0011", lastMigration: "0011-assertions" },
  { name: "0012", lastMigration: "0012-encryption-keys" },
  { name: "0015", lastMigration: "0015-personal-data" },
  { name: "0016", lastMigration: "0016-notes-and-order" },
  { name: "0022", lastMigration: "0022-dead-deliveries-by-endpoint" },
  { name: "0024", lastMigration: "0024-amounts-received" },
];

/** Runs what becomes due until then, each at its time. */
async function runJobsFor(app: TestApp, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += second) {
    app.clock.advance(second);
    await app.runJobsUntilIdle();
  }
}

async function readPayout(app: TestApp, id: string) {
  return (await app.api.get(`/v1/payouts/${id}`)).as(payoutSchema);
}

function payoutId(state: WrittenState, reference: string): string {
  return String(rowsOf(state, "payouts").find((row) => row.reference === reference)?.id);
}

function eventId(state: WrittenState, type: string, payment: string | null): string {
  const found = rowsOf(state, "events").find((row) => row.type === type && row.payment_id === payment);
  return String(found?.id);
}

for (const [index, options] of states.entries()) {
  const isOuter = index === 0 || index === states.length - 1;
  forEachEngine(`a database whose last migration is ${options.lastMigration}`, (openTestDatabase) => {
    const openState = (changes = {}) => open(openTestDatabase, { ...options, ...changes });

    test("is read as before: sessions, payments, payouts, what they show to the customer", async () => {
      const { app, state } = await openState();
      for (const [path, before] of Object.entries(state.answers)) {
        expect((await app.api.get(path)).json()).toMatchObject(before);
      }
      const customer = app.browser(state.clientToken);
      expect((await customer.session()).payment).toMatchObject({
        id: state.payments.pending,
        status: "pending",
        nextAction: state.answers[`/v1/payments/${state.payments.pending}`]?.nextAction,
      });
      expect((await customer.status()).status).toBe("requires_action");
    });

    test("keeps every job, at its time", async () => {
      const { app, state } = await openState();
      const kinds = new Map([
        ["cs", "expire_session"],
        ["pay", "expire_payment"],
      ]);
      const before = rowsOf(state, "jobs").map(({ kind, subject_id, run_at }) => {
        const subject = String(subject_id);
        const name = kind === "expire" ? kinds.get(subject.split("_")[0] ?? "") : kind;
        return [`${name}:${subject}`, run_at];
      });
      const rows = await app.database.kysely.selectFrom("jobs").selectAll().execute();
      expect(rows.map((row) => [row.id, row.run_at]).sort()).toEqual(before.sort());
      const ids = rows.map(({ id }) => id);
      const { expired, pending, partial, confirming, unknown } = state.payments;
      for (const id of [expired, pending, partial, confirming, unknown])
        expect(ids).toContain(`sync_payment:${id}`);
      for (const { id, status } of rowsOf(state, "payouts")) {
        if (status !== "awaiting_approval" && status !== "rejected")
          expect(ids).toContain(`sync_payout:${id}`);
      }
    });

    test("takes the callback of a payment that was pending, and tells the merchant that it succeeded", async () => {
      const { app, state, shop } = await openState();
      app.sandbox.state.play(await app.orderOf(state.payments.pending), { action: "pay" });
      await app.settle();
      const payment = await app.api.readPayment(state.payments.pending);
      expect(payment.status).toBe("succeeded");
      expect((await app.api.readSession(payment.session)).status).toBe("succeeded");
      const told = shop.received.filter(({ event }) => event.data.session?.id === payment.session);
      expect(told.map(({ event }) => event.type).sort()).toEqual(["payment.succeeded", "session.succeeded"]);
    });

    test("queries a payment that was unknown, and takes its callback", async () => {
      const { app, state, shop } = await openState();
      const { unknown } = state.payments;
      await runJobsFor(app, 10 * second);
      expect((await app.api.readPayment(unknown)).status).toBe("pending");
      app.sandbox.state.play(await app.orderOf(unknown), { action: "pay" });
      await app.settle();
      expect((await app.api.readPayment(unknown)).status).toBe("succeeded");
      const told = shop.received.filter(({ event }) => event.data.payment?.id === unknown);
      expect(told.map(({ event }) => event.type)).toEqual(["payment.pending", "payment.succeeded"]);
      expect(app.sandbox.state.requests({ operation: "createPayment" })).toEqual([]);
    });

    test("queries a payment that a callback called paid, and it succeeds", async () => {
      const { app, state, shop } = await openState();
      const { confirming } = state.payments;
      await runJobsFor(app, 10 * second);
      const payment = await app.api.readPayment(confirming);
      expect(payment.status).toBe("succeeded");
      expect(payment.timeline?.at(-1)).toMatchObject({ to: "succeeded", cause: "query" });
      const told = shop.received.filter(({ event }) => event.data.session?.id === payment.session);
      expect(told.map(({ event }) => event.type).sort()).toEqual([
        "payment.pending",
        "payment.succeeded",
        "session.succeeded",
      ]);
    });

    // What has been migrated is the same, whatever it was before: the oldest and the newest try the rest.
    if (!isOuter) return;

    test("counts what comes for a payment that was paid in part, and for one that had expired", async () => {
      const { app, state, shop } = await openState();
      for (const id of [state.payments.partial, state.payments.expired]) {
        app.sandbox.state.play(await app.orderOf(id), { action: "pay" });
        await app.settle();
        const { status, amountReceived, session } = await app.api.readPayment(id);
        expect([status, amountReceived.value]).toEqual(["succeeded", "150.00"]);
        const told = shop.received.filter(({ event }) => event.data.session?.id === session);
        expect(told.map(({ event }) => event.type).sort()).toEqual([
          "payment.succeeded",
          "session.succeeded",
        ]);
      }
    });

    test("ends the payouts, and sends none of them again", async () => {
      const { app, state, shop } = await openState();
      const ids = ["payout-pending", "payout-unknown", "payout-running"].map((name) => payoutId(state, name));
      await runJobsFor(app, 2 * minute);
      for (const id of ids) {
        const { status, orderNo } = await readPayout(app, id);
        expect(status).toBe("pending");
        app.sandbox.state.play({ provider: "paypro", kind: "payout", orderNo }, { action: "pay" });
        await app.settle();
        expect((await readPayout(app, id)).status).toBe("succeeded");
      }
      const told = shop.received.flatMap(({ event }) => (event.data.payout ? [event.data.payout.id] : []));
      expect(told.sort()).toEqual(ids.sort());
      expect(app.sandbox.state.requests({ operation: "createPayout" })).toEqual([]);
    });

    test("lets the job loop find what is due, in each of its queues", async () => {
      const { app, state, shop } = await openState({ runJobs: true, laterMs: 24 * hour });
      const { confirming, unknown } = state.payments;
      await expect.poll(async () => (await app.api.readPayment(confirming)).status).toBe("succeeded");
      await expect.poll(async () => (await app.api.readPayment(unknown)).status).toBe("pending");
      const running = payoutId(state, "payout-running");
      await expect.poll(async () => (await readPayout(app, running)).status).toBe("pending");
      const id = eventId(state, "payment.pending", confirming);
      const arrived = () => shop.received.map(({ headers }) => headers["webhook-id"]);
      await expect.poll(arrived).toContain(id);
      // The run of that day reconciles the day before.
      const day = new Date(state.now - hour).toISOString().slice(0, 10);
      const runs = () =>
        app.database.kysely.selectFrom("reconciliations").selectAll().where("day", "=", day).execute();
      // Whether it got its answers depends on what else asked at that moment; without them it runs again in an hour.
      await expect.poll(runs).toHaveLength(1);
    });

    test("announces no end of a session a second time", async () => {
      const { app, state } = await openState();
      const { expired } = state.payments;
      app.sandbox.state.play(await app.orderOf(expired), { action: "pay", amount: "50.00" });
      await app.settle();
      const { session, status } = await app.api.readPayment(expired);
      expect([status, (await app.api.readSession(session)).status]).toEqual(["review", "processing"]);
      await app.api.post(`/v1/payments/${expired}/resolve`, { outcome: "failed", note: "given back" });
      expect((await app.api.readSession(session)).status).toBe("expired");
      const events = (await app.api.get(`/v1/events?session=${session}`)).as(listOf(eventView)).data;
      expect(events.filter(({ type }) => type === "session.expired")).toHaveLength(1);
    });

    test("sends the delivery that was to be tried again", async () => {
      const { app, state, shop } = await openState();
      const id = eventId(state, "payment.pending", state.payments.confirming);
      await runJobsFor(app, 10 * second);
      expect(shop.received.filter(({ headers }) => headers["webhook-id"] === id)).toHaveLength(1);
      const { deliveries } = (await app.api.get(`/v1/events/${id}`)).as(eventView);
      const toShop = deliveries.find(({ endpoint }) => endpoint === shop.url);
      expect(toShop?.state).toBe("delivered");
      expect(toShop?.attempts.map(({ status }) => status)).toEqual([503, 200]);
    });

    test("sends a dead delivery again when it is asked to, and all that the disabled endpoint has missed", async () => {
      const { app, state, shop, ledger } = await openState();
      const id = eventId(state, "session.canceled", null);
      await app.runJobsUntilIdle();
      expect([...shop.received, ...ledger.received]).toEqual([]);
      await app.api.post(`/v1/events/${id}/redeliver`);
      app.clock.advance(second);
      await app.runJobsUntilIdle();
      expect(shop.received.map(({ headers }) => headers["webhook-id"])).toEqual([id]);
      const missed = ledger.received.map(({ headers }) => headers["webhook-id"]);
      expect(missed.sort()).toEqual(
        rowsOf(state, "events")
          .map((row) => row.id)
          .sort(),
      );
    });

    test("answers a repeat with the answer of then", async () => {
      const { app, state } = await openState();
      for (const { path, key, body, status, text } of state.requests) {
        const repeat = await app.api.post(path, body, { "idempotency-key": key });
        expect(repeat.status).toBe(status);
        expect(repeat.headers["idempotency-replayed"]).toBe("true");
        expect(repeat.text.replace(/http:\/\/127\.0\.0\.1:\d+/, "https://checkout.example")).toBe(text);
        const other = await app.api.post(
          path,
          { ...Object(body), reference: "x" },
          { "idempotency-key": key },
        );
        expect(other.problem().code).toBe("idempotency_key_reused");
      }
      expect(app.sandbox.state.requests()).toEqual([]);
    });

    test("answers the repeat of a request whose process died with what that one made", async () => {
      const { app, state } = await openState();
      const sent = state.requests.find(({ key }) => key === "payout-pending");
      const body = { ...Object(sent?.body), reference: "payout-running" };
      const repeat = () => app.api.post("/v1/payouts", body, { "idempotency-key": "payout-running" });
      expect((await repeat()).problem().code).toBe("idempotency_key_in_use");
      app.clock.advance(minute);
      const answer = await repeat();
      expect(answer.headers["idempotency-replayed"]).toBe("true");
      expect(answer.as(payoutSchema).id).toBe(payoutId(state, "payout-running"));
      expect(app.sandbox.state.requests({ operation: "createPayout" })).toEqual([]);
    });

    test("is sealed anew under an encryption key: every text of it, and it reads as before", async () => {
      const encryptionKeys = [
        { id: "first", secret: Buffer.from("A made-up key for these upgrades").toString("hex") },
      ];
      const { app, state } = await openState({ encryptionKeys });
      const { seal } = app.context;
      const before = await sealedTexts(app);
      expect(before.map(({ column }) => column)).toEqual(sealedColumnsOf(state));
      const counts = await resealAll(app.database, seal);
      // What the start has sealed is under the new key already.
      const old = before.filter(({ text }) => !text.startsWith("2.first."));
      expect(counts.reduce((sum, { resealed }) => sum + resealed, 0)).toBe(old.length);
      expect(counts.filter(({ unreadable }) => unreadable > 0)).toEqual([]);
      const after = await sealedTexts(app);
      expect(after.filter(({ text }) => !text.startsWith("2.first."))).toEqual([]);
      expect(after).toHaveLength(before.length);
      for (const [path, answer] of Object.entries(state.answers)) {
        expect((await app.api.get(path)).json()).toMatchObject(answer);
      }
      for (const { path, key, body, status } of state.requests) {
        const repeat = await app.api.post(path, body, { "idempotency-key": key });
        expect([repeat.status, repeat.headers["idempotency-replayed"]]).toEqual([status, "true"]);
      }
      const again = await resealAll(app.database, seal);
      expect(again.filter(({ resealed }) => resealed > 0)).toEqual([]);
    });
  });
}
