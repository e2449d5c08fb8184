/** Rule 9 and "When no query is sent": a skipped query does not count as one. */
import { expect, test } from "vitest";
import { refreshPayment } from "../../../bff/services/payments/refresh-payment.ts";
import { lockPaymentForQuery } from "../../../bff/storage/repositories/query-locks.ts";
import { hang, noAnswer } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { day, hour, minute, second } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "150.00" } as const;

function withCircuit(stage: Stage): { state: "open" | "closed" } {
  const circuit: { state: "open" | "closed" } = { state: "closed" };
  const circuits = {
    stateOf: (_: string, operation: string) => (operation === "query" ? circuit.state : "closed"),
  };
  Object.assign(stage, { context: { ...stage.context, circuits } });
  return circuit;
}

forEachStage("rule 9", (open) => {
  test("rule 9: while somebody else is asking the job comes again in seconds, and its back-off does not grow", async () => {
    const stage = await open();
    stage.script.create = noAnswer;
    stage.script.query = noAnswer;
    const payment = await stage.pay();
    await stage.pass(27 * second);
    expect(stage.asked.length).toBe(2);
    // Another process dies during its query. Its lock lasts for 20 s.
    const job = stage.database.kysely
      .selectFrom("jobs")
      .select("run_at")
      .where("subject_id", "=", payment.id);
    const dueAt = (await job.executeTakeFirstOrThrow()).run_at;
    const taken = { id: payment.id, now: dueAt - second, lockMs: 20 * second, floorMs: 0 };
    expect(await lockPaymentForQuery(stage.database, taken)).toMatchObject({ kind: "locked" });
    await stage.pass(dueAt - stage.time.now() + 18 * second);
    expect(stage.asked.length).toBe(2);
    await stage.pass(7 * second);
    expect(stage.asked.length).toBe(3);
    // The fourth wait is about five minutes, as if no query had been skipped.
    await stage.pass(3 * minute);
    expect(stage.asked.length).toBe(3);
    await stage.pass(4 * minute);
    expect(stage.asked.length).toBe(4);
  });

  test("rule 9: an open circuit does not use queries up: soon after it closes the provider is queried", async () => {
    const stage = await open();
    const circuit = withCircuit(stage);
    const payment = await stage.pay();
    circuit.state = "open";
    stage.script.query = answers(paid);
    await stage.callBack(payment, paid);
    await stage.pass(30 * minute);
    expect(stage.asked).toEqual([]);
    circuit.state = "closed";
    await stage.pass(35 * second);
    expect(stage.asked.length).toBe(1);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });

  test("rule 9: the last query of the watch is made once the circuit has closed, however late", async () => {
    const stage = await open();
    const circuit = withCircuit(stage);
    const payment = await stage.pay();
    await stage.pass(payment.watch_until - stage.time.now() - second);
    expect((await stage.payment(payment.id)).status).toBe("expired");
    circuit.state = "open";
    const before = stage.asked.length;
    await stage.pass(10 * minute);
    expect(stage.asked.length).toBe(before);
    circuit.state = "closed";
    stage.script.query = answers(paid);
    await stage.pass(35 * second);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(await stage.exceptions(payment.id)).toEqual(["paid_late"]);
  });

  test("rule 9: the last query of the watch waits for the one of another process", async () => {
    const stage = await open();
    const payment = await stage.pay();
    await stage.pass(payment.watch_until - stage.time.now() - second);
    const other = stage.join("other");
    const { query } = stage.script;
    stage.script.query = hang;
    void refreshPayment(other, { paymentId: payment.id });
    const before = stage.asked.length;
    await expect.poll(() => stage.asked.length).toBe(before + 1);
    stage.script.query = query;
    await stage.pass(10 * second);
    expect(stage.asked.length).toBe(before + 1);
    stage.script.query = answers(paid);
    await stage.pass(hour);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });

  test("rule 9: a payment does not end while the query of another process is under way, however late", async () => {
    const stage = await open();
    stage.script.query = noAnswer;
    const payment = await stage.pay();
    // Only the job of the expiry is looked at here.
    const jobs = stage.database.kysely;
    await jobs.deleteFrom("jobs").where("id", "=", `sync_payment:${payment.id}`).execute();
    await stage.pass(payment.watch_until + day - stage.time.now());
    const job = jobs.selectFrom("jobs").select("run_at").where("id", "=", `expire_payment:${payment.id}`);
    const { run_at: dueAt } = await job.executeTakeFirstOrThrow();
    const taken = { id: payment.id, now: dueAt - second, lockMs: 20 * second, floorMs: 0 };
    expect(await lockPaymentForQuery(stage.database, taken)).toMatchObject({ kind: "locked" });
    stage.script.query = answers({ status: "failed", amountText: null });
    await stage.pass(dueAt - stage.time.now() + 15 * second);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    await stage.pass(10 * second);
    expect((await stage.payment(payment.id)).status).toBe("failed");
  });

  test("rule 9: a payment does not end while its provider's circuit is open, however late", async () => {
    const stage = await open();
    const circuit = withCircuit(stage);
    stage.script.query = noAnswer;
    const payment = await stage.pay();
    await stage.pass(payment.watch_until + day - stage.time.now() - minute);
    circuit.state = "open";
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    circuit.state = "closed";
    stage.script.query = answers(paid);
    await stage.pass(35 * second);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
  });
});
