/** A session that is changed in two processes at once, and while its customer starts a payment. */
import { describe, expect, test } from "vitest";
import type { CreatedSession } from "../../bff/contract.ts";
import { openDatabase } from "../../bff/storage/engine/database.ts";
import { createBrowserClient } from "../support/http-client.ts";
import type { BffProcess } from "./support/bff-process.ts";
import {
  clientOf,
  expectAftermath,
  type Place,
  postgresUrl,
  quiet,
  setUp,
  startBff,
} from "./support/place.ts";

const pesos = (value: string) => ({ value, currency: "MXN" });

function patch(bff: BffProcess, place: Place, id: string, body: object, key?: string) {
  const headers: Readonly<Record<string, string>> = key === undefined ? {} : { "idempotency-key": key };
  return clientOf(bff, place).call({ method: "PATCH", path: `/v1/sessions/${id}`, body, headers });
}

function start(bff: BffProcess, place: Place, { clientToken }: CreatedSession, method: string) {
  const { origin } = place.webhooks;
  const browser = createBrowserClient({ baseUrl: bff.url, clientToken, origin });
  return browser.call({ method: "POST", path: "/checkout/payments", body: { method } });
}

/** The amounts that the audit says the session was changed to, oldest first. */
async function auditedAmounts(bff: BffProcess, id: string): Promise<string[]> {
  const database = await openDatabase({ url: bff.databaseUrl });
  try {
    const rows = await database.kysely
      .selectFrom("audit")
      .select("after")
      .where("subject", "=", id)
      .where("action", "=", "session.change")
      .orderBy("seq")
      .execute();
    return rows.map(({ after }) => JSON.parse(after ?? "{}").amount.value);
  } finally {
    await database.close();
  }
}

const setups = [
  ["two processes over one PostgreSQL", async () => await setUp(await postgresUrl()), 2],
  ["one process over SQLite", async () => await setUp(null), 1],
] as const;

describe.each(setups)("a session that is changed in %s", (_, open, count) => {
  const startAll = async (place: Place) => {
    const first = await startBff(place);
    return [first, count === 2 ? await startBff(place) : first] as const;
  };

  test("by changes at once takes each whole, one after the other, and loses none", async () => {
    const place = await open();
    const processes = await startAll(place);
    const session = await clientOf(processes[0], place).createSession({ country: "MX" });
    const values = Array.from({ length: 10 }, (_, at) => `${200 + at}.00`);
    const replies = await Promise.all(
      values.map((value, at) =>
        patch(processes[at % 2 === 0 ? 0 : 1], place, session.id, {
          amount: pesos(value),
          description: `for ${value}`,
        }),
      ),
    );
    expect(replies.map(({ status }) => status)).toEqual(values.map(() => 200));
    const after = await clientOf(processes[1], place).readSession(session.id);
    expect(after.description).toBe(`for ${after.amount.value}`);
    const audited = await auditedAmounts(processes[0], session.id);
    expect(audited.toSorted()).toEqual(values);
    expect(audited.at(-1)).toBe(after.amount.value);
  });

  test("by one request that is sent twice at once is changed once", async () => {
    const place = await open();
    const processes = await startAll(place);
    const session = await clientOf(processes[0], place).createSession({ country: "MX" });
    const replies = await Promise.all(
      processes.map((bff) => patch(bff, place, session.id, { amount: pesos("200") }, "once")),
    );
    for (const reply of replies) {
      if (reply.status !== 200) expect(reply.problem().code).toBe("idempotency_key_in_use");
    }
    expect(replies.some(({ status }) => status === 200)).toBe(true);
    expect(await auditedAmounts(processes[0], session.id)).toEqual(["200.00"]);
  });

  test("while the customer starts a payment has one amount that was shown, and money for no other", async () => {
    const place = await open();
    const processes = await startAll(place);
    const { sandbox } = place;
    const rounds = Array.from({ length: 8 }, (_, at) => at);
    const ends = await Promise.all(
      rounds.map(async (at) => {
        const [mine, other] = at % 2 === 0 ? processes : [processes[1], processes[0]];
        const session = await clientOf(mine, place).createSession({
          country: "MX",
          reference: `raced-${at}`,
        });
        const [changed, started] = await Promise.all([
          patch(mine, place, session.id, { amount: pesos("200") }),
          start(other, place, session, at % 4 < 2 ? "store" : "bank_transfer"),
        ]);
        return { session, changed, started };
      }),
    );
    const api = clientOf(processes[0], place);
    for (const { session, changed, started } of ends) {
      expect([200, 409]).toContain(changed.status);
      if (changed.status === 409) expect(changed.problem().code).toBe("payment_in_progress");
      expect([200, 201, 409]).toContain(started.status);
      const due = changed.status === 200 ? "200.00" : "150.00";
      expect((await api.readSession(session.id)).amount).toEqual(pesos(due));
      const { payments = [] } = await api.readSession(session.id);
      const open = payments.filter(({ status }) => status === "pending");
      // Whatever can be paid now is for the amount that the session has.
      for (const payment of open) expect(payment.amount).toEqual(pesos(due));
      if (open.length === 0) {
        expect(changed.status).toBe(200);
        const again = await start(processes[0], place, session, "store");
        expect(again.status, again.text).toBeLessThan(300);
      }
      const payable = (await api.readSession(session.id)).payments?.find(
        ({ status }) => status === "pending",
      );
      const { orderNo } = await api.readPayment(payable?.id ?? "");
      sandbox.state.play({ provider: "paypro", orderNo }, { action: "pay" });
      await expect.poll(async () => (await api.readSession(session.id)).status, quiet).toBe("succeeded");
      expect((await api.readSession(session.id)).amountReceived).toEqual(pesos(due));
    }
    await expectAftermath(processes[0], place);
  });
});
