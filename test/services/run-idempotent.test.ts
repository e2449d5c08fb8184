import { expect, test } from "vitest";
import { runIdempotent } from "../../bff/services/idempotency/run-idempotent.ts";
import { forEachEngine } from "../support/databases.ts";
import { createStage } from "./support/stage.ts";

const request = {
  callerId: "backend",
  method: "POST",
  path: "/v1/payments/pay_1/refresh",
  key: "key-1",
  body: {},
  holdsKey: true,
  answerFor: null,
};

forEachEngine("an idempotency key", (open) => {
  test("is not lost to another request with it that finds no database", async () => {
    const stage = createStage({ database: await open() });
    const { context, database } = stage;
    const begun = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const first = () =>
      runIdempotent(context, request, async () => {
        begun.resolve();
        await finish.promise;
        return { status: 200, body: { answer: "first" } };
      });
    let running: ReturnType<typeof first> | undefined;
    /**
     * The database as the second request meets it: it goes away right after the request has found no holder of the
     * key.
     */
    const away: typeof database = {
      ...database,
      async read(query) {
        const found = await database.read(query);
        running ??= first();
        await begun.promise;
        return found;
      },
      async change() {
        throw new Error("the database is away");
      },
    };
    const second = runIdempotent({ ...context, database: away }, request, () => {
      throw new Error("it has no key");
    });
    await expect(second).rejects.toThrow("the database is away");
    const third = await runIdempotent(context, request, () => {
      throw new Error("the first one still runs");
    });
    expect(third).toMatchObject({ kind: "failure", failure: { code: "idempotency_key_in_use" } });
    finish.resolve();
    expect(await running).toMatchObject({ kind: "answer", answer: { body: { answer: "first" } } });
    const fourth = await runIdempotent(context, request, () => {
      throw new Error("it is answered already");
    });
    expect(fourth).toEqual({ kind: "replay", status: 200, text: '{"answer":"first"}' });
  });

  test("that another request holds is not answered by a refusal of this one", async () => {
    const { context } = createStage({ database: await open() });
    const refused = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const late = runIdempotent(
      context,
      { ...request, holdsKey: false, body: { account: "other" } },
      async () => {
        begun.resolve();
        await refused.promise;
        return { status: 409, body: { code: "not_supported_by_provider" } };
      },
    );
    await begun.promise;
    const first = await runIdempotent(context, request, async () => {
      refused.resolve();
      await late;
      return { status: 200, body: { answer: "first" } };
    });
    expect(first).toMatchObject({ kind: "answer", answer: { status: 200 } });
    const again = await runIdempotent(context, request, () => {
      throw new Error("it is answered already");
    });
    expect(again).toEqual({ kind: "replay", status: 200, text: '{"answer":"first"}' });
  });
});
