/** Rule 12: a payout is sent once, whatever process dies, races or repeats the request. */

import { expect, test } from "vitest";
import { runIdempotent } from "../../../bff/services/idempotency/run-idempotent.ts";
import { createPayout } from "../../../bff/services/payouts/create-payout.ts";
import { refreshPayout } from "../../../bff/services/payouts/refresh-payout.ts";
import { backend } from "../../support/authors.ts";
import { hang, noAnswer } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { hour, minute, second } from "../support/times.ts";

const paid = { status: "succeeded", amountText: "10.00" } as const;
const request = {
  account: "weak",
  amount: { value: "10.00", currency: "MXN" },
  reference: "refund-1",
  beneficiary: { name: "Ana", accountNumber: "1", accountType: "clabe" },
} as const;

async function onlyPayout(stage: Stage) {
  const rows = await stage.database.kysely.selectFrom("payouts").selectAll().execute();
  expect(rows.length).toBe(1);
  return rows[0];
}

/** Like POST /v1/payouts with that Idempotency-Key. */
function post(stage: Stage, context = stage.context) {
  const answerFor = async (id: string) => ({ status: 201, body: { id, found: true } });
  const call = {
    callerId: "backend",
    method: "POST",
    path: "/v1/payouts",
    key: "k-1",
    body: request,
    holdsKey: false,
    answerFor,
  };
  return runIdempotent(context, call, async (keyBinding) => {
    const result = await createPayout(context, { request, author: backend, keyBinding });
    if (!result.ok) throw new Error(result.detail);
    return { status: 201, body: { id: result.value.id } };
  });
}

forEachStage("rule 12", (open) => {
  test("rule 12: a payout whose process died while it was sent is queried by another one, and not sent again", async () => {
    const stage = await open();
    stage.script.createPayout = hang;
    const dying = stage.join("dying");
    void createPayout(dying, { request, author: backend, keyBinding: null });
    await expect.poll(() => stage.payoutsSent.length).toBe(1);
    expect((await onlyPayout(stage))?.status).toBe("creating");
    stage.script.queryPayout = noAnswer;
    await stage.pass(30 * second);
    expect((await onlyPayout(stage))?.status).toBe("unknown");
    stage.script.queryPayout = answers(paid);
    await stage.pass(hour);
    expect((await onlyPayout(stage))?.status).toBe("succeeded");
    expect(stage.payoutsSent.length).toBe(1);
    expect(await stage.events()).toEqual(["payout.succeeded"]);
  });

  test("rule 12: the answer of a process that was taken for dead still counts, and changes nothing that is settled", async () => {
    const stage = await open();
    const answer = Promise.withResolvers<Awaited<ReturnType<Stage["script"]["createPayout"]>>>();
    stage.script.createPayout = () => answer.promise;
    const sending = createPayout(stage.context, { request, author: backend, keyBinding: null });
    await expect.poll(() => stage.payoutsSent.length).toBe(1);
    stage.script.queryPayout = answers(paid);
    const other = stage.join("other");
    await stage.time.runUntil(stage.time.now() + minute);
    expect(await stage.work(other)).toBe(1);
    expect((await onlyPayout(stage))?.status).toBe("succeeded");
    answer.resolve({ kind: "refused", code: "no_capacity", retryable: true, alarm: false });
    expect(await sending).toMatchObject({ ok: true, value: { status: "succeeded" } });
    expect(await stage.events()).toEqual(["payout.succeeded"]);
  });

  test.each([true, false])(
    "rule 12: a callback that races the question, an operator and the job makes one change (strong: %s)",
    async (strong) => {
      const stage = await open({ strong });
      const other = stage.join("other");
      stage.script.createPayout = noAnswer;
      stage.script.queryPayout = answers(paid);
      const payout = await stage.payOut();
      await stage.time.runUntil(stage.time.now() + 7 * second);
      await Promise.all([
        stage.callBack(payout, paid, { nonce: 1 }),
        stage.callBack(payout, paid, { nonce: 1 }),
        stage.callBack(payout, paid),
        refreshPayout(other, { payoutId: payout.id }),
        stage.work(stage.context),
        stage.work(other),
      ]);
      await stage.pass(minute);
      expect((await stage.payout(payout.id)).status).toBe("succeeded");
      expect(await stage.events()).toEqual(["payout.succeeded"]);
      expect(stage.payoutsSent.length).toBe(1);
    },
  );

  test("rule 12: a key that is tried again, at once, over two processes, and later, sends one payout", async () => {
    const stage = await open();
    const other = stage.join("other");
    const answers_ = await Promise.all([post(stage), post(stage, other), post(stage)]);
    expect(answers_.filter((answer) => answer.kind === "answer").length).toBe(1);
    expect((await post(stage)).kind).toBe("replay");
    expect(stage.payoutsSent.length).toBe(1);
    await onlyPayout(stage);
  });

  test("rule 12: a key that is tried again after its process died in between answers with that payout, and sends nothing", async () => {
    const stage = await open();
    stage.script.createPayout = hang;
    void post(stage, stage.join("dying"));
    await expect.poll(() => stage.payoutsSent.length).toBe(1);
    await stage.pass(2 * minute);
    const again = await post(stage);
    const id = (await onlyPayout(stage))?.id;
    if (again.kind !== "replay") throw new Error(`not a replay: ${again.kind}`);
    expect(JSON.parse(again.text)).toEqual({ id, found: true });
    expect(stage.payoutsSent.length).toBe(1);
  });
});
