/** A payee is paid under the name that was given, or not at all: what a provider does not take is told before. */
import { expect, test } from "vitest";
import { payout as payoutSchema } from "../../bff/contract.ts";
import { payouts } from "../fuzz/genuine.ts";
import { describeApp } from "../support/app-suite.ts";

const longest = (account: string) => (account === "lhx-cn" ? 64 : 128);

describeApp("a payee's name", { engines: ["sqlite"] }, (app) => {
  test.each(payouts)("at $account is sent whole up to its length, and refused beyond it", async (one) => {
    const most = longest(one.account);
    const send = (changes: object, key: string) =>
      app().api.post(
        "/v1/payouts",
        { ...one, reference: "r", beneficiary: { ...one.beneficiary, ...changes } },
        { "idempotency-key": `${one.account}-${key}` },
      );
    const paid = (await send({ name: "n".repeat(most), bankName: "b".repeat(most) }, "most")).as(
      payoutSchema,
    );
    expect(paid.status).not.toBe("failed");
    expect(app().logs().join("")).not.toContain("refused our request as ours");
    const name = (await send({ name: "n".repeat(most + 1) }, "more")).problem();
    expect(name).toMatchObject({
      code: "validation_failed",
      errors: [
        { path: "beneficiary.name", message: `must have at most ${most} characters for this account` },
      ],
    });
  });

  test.each(payouts)("at $account has a letter that can be seen", async (one) => {
    for (const name of ["\u200b", "\u3164", "\u115f\u1160", "\uffa0", "\u2800", "...", "123"]) {
      const reply = await app().api.post(
        "/v1/payouts",
        { ...one, reference: "r", beneficiary: { ...one.beneficiary, name } },
        { "idempotency-key": `${one.account}-${[...name].map((each) => each.codePointAt(0)).join("-")}` },
      );
      expect(reply.problem(), JSON.stringify(name)).toMatchObject({
        code: "validation_failed",
        errors: [{ path: "beneficiary.name" }],
      });
    }
  });

  test("and a bank's that LHXPay does not take are named", async () => {
    const one = payouts.find(({ account }) => account === "lhx-cn");
    const beneficiary = { ...one?.beneficiary, bankName: "银".repeat(65) };
    const reply = await app().api.post(
      "/v1/payouts",
      { ...one, reference: "r", beneficiary },
      { "idempotency-key": "bank" },
    );
    expect(reply.problem().errors?.map(({ path }) => path)).toEqual(["beneficiary.bankName"]);
  });
});
