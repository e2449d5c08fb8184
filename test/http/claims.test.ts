import { beforeEach, describe, expect, test } from "vitest";
import { claim as claimSchema, payout as payoutSchema, type Refund } from "../../bff/contract.ts";
import type { DemoConfig } from "../../demo/config.ts";
import type { TestApp } from "../support/app.ts";
import { describeApp } from "../support/app-suite.ts";
import { problemCode } from "./support/problems.ts";
import {
  ana,
  createRefund,
  getClaim,
  heldPayouts,
  mxn,
  payPayment,
  playPayout,
  postClaim,
  postRefund,
  readPayment,
  readRefund,
  refundEvents,
  tokenOf,
} from "./support/refunds.ts";

const day = 24 * 60 * 60 * 1_000;
const customer = { id: "u-1", name: "Ana Díaz" };
const other = { ...ana, accountNumber: "032180000118359719" };

const config = (base: DemoConfig) => ({
  ...base,
  merchant: {
    ...base.merchant,
    apiKeys: [
      ...base.merchant.apiKeys,
      { id: "chief", secret: "sk_chief", scopes: ["payouts", "payouts:approve"] },
    ],
  },
});

const asChief = (app: TestApp, payout: string | null, what: "approve" | "reject") =>
  app.call({
    method: "POST",
    path: `/v1/payouts/${payout}/${what}`,
    headers: { authorization: "Bearer sk_chief" },
    body: { note: "It is her sister." },
  });

describeApp("claims", { config }, (app) => {
  let paymentId = "";
  let refund: Refund;
  let token = "";
  let before = 0;
  beforeEach(async () => {
    paymentId = await payPayment(app(), customer);
    refund = await createRefund(app(), paymentId, { amount: mxn("50") });
    token = tokenOf(refund);
    before = heldPayouts(app());
  });
  const status = async () => (await readRefund(app(), refund.id)).status;

  describe("GET /checkout/claim", () => {
    test("shows the amount and where it can go, and nothing of the payer, the account or the key", async () => {
      const reply = await getClaim(app(), token);
      expect(reply.as(claimSchema)).toMatchObject({
        id: refund.id,
        status: "awaiting_claim",
        amount: mxn("50.00"),
        reference: "order-1001",
        expiresAt: refund.expiresAt,
        payerNameKnown: true,
        closed: null,
        methods: [{ accountType: "clabe" }, { accountType: "card" }],
      });
      expect(reply.text).not.toMatch(/Ana|paypro|key:|rc_|pay_|cs_/);
      expect(reply.headers["cache-control"]).toBe("no-store");
    });

    test.each([
      ["no token", undefined],
      ["a token of nobody", `Bearer rc_${"A".repeat(22)}`],
      ["another scheme", "Basic cmNf"],
    ])("with %s is 401, and so is a claim", async (_, authorization) => {
      const headers = { ...(authorization === undefined ? {} : { authorization }) };
      const path = "/checkout/claim";
      const replies = [
        await app().call({ path, headers }),
        await app().call({ method: "POST", path, headers, body: { beneficiary: ana } }),
      ];
      expect(replies.map((reply) => reply.problem().code)).toEqual(["unauthorized", "unauthorized"]);
      expect([await status(), heldPayouts(app())]).toEqual(["awaiting_claim", before]);
    });

    test("takes no other token: not the session's, and not the API key", async () => {
      const { clientToken } = await app().api.createSession();
      for (const secret of [clientToken, app().apiKey]) {
        expect((await getClaim(app(), secret)).problem().code).toBe("unauthorized");
      }
      const asKey = await app().call({
        path: `/v1/refunds/${refund.id}`,
        headers: { authorization: `Bearer ${token}` },
      });
      expect(asKey.problem().code).toBe("unauthorized");
    });
  });

  describe("POST /checkout/claim", () => {
    test("pays to the account that was named, and the refund succeeds with its payout", async () => {
      const claimed = (await postClaim(app(), token)).as(claimSchema);
      expect(claimed).toMatchObject({ id: refund.id, status: "pending", closed: "claimed", methods: [] });
      const { payout, claimUrl } = await readRefund(app(), refund.id);
      expect(claimUrl).toBeNull();
      expect(heldPayouts(app())).toBe(before + 1);
      const carried = (await app().api.get(`/v1/payouts/${payout}`)).as(payoutSchema);
      expect(carried).toMatchObject({ amount: mxn("50.00"), reference: refund.id });
      await playPayout(app(), payout, "pay");
      expect(await status()).toBe("succeeded");
      expect((await getClaim(app(), token)).as(claimSchema).status).toBe("succeeded");
      expect((await readPayment(app(), paymentId)).amountRefunded).toEqual(mxn("50.00"));
    });

    test("answers the same data again as the first time, also when it has been paid, and pays once", async () => {
      const [first, second] = [await postClaim(app(), token), await postClaim(app(), token)];
      expect([first.status, second.status]).toEqual([200, 200]);
      expect(second.text).toBe(first.text);
      await playPayout(app(), (await readRefund(app(), refund.id)).payout, "pay");
      expect((await postClaim(app(), token)).as(claimSchema).status).toBe("succeeded");
      expect(heldPayouts(app())).toBe(before + 1);
    });

    test("refuses other data, whatever has become of the first: the account cannot be changed", async () => {
      await postClaim(app(), token);
      const refused = async () => (await postClaim(app(), token, other)).problem();
      expect(await refused()).toMatchObject({ status: 409, code: "claim_already_made" });
      const { payout } = await readRefund(app(), refund.id);
      await playPayout(app(), payout, "fail");
      expect(await status()).toBe("failed");
      expect(await refused()).toMatchObject({ status: 409, code: "claim_already_made" });
      expect(heldPayouts(app())).toBe(before + 1);
    });

    test("makes one payout of claims at once, for the same data and for different ones", async () => {
      const same = await Promise.all([1, 2, 3].map(() => postClaim(app(), token)));
      expect(same.map((reply) => reply.status)).toEqual([200, 200, 200]);
      expect(heldPayouts(app())).toBe(before + 1);
      const second = await createRefund(app(), paymentId, { amount: mxn("40") });
      const replies = await Promise.all([ana, other].map((to) => postClaim(app(), tokenOf(second), to)));
      expect(replies.map((reply) => reply.status).toSorted()).toEqual([200, 409]);
      expect(heldPayouts(app())).toBe(before + 2);
      const rows = await app()
        .database.kysely.selectFrom("payouts")
        .select("id")
        .where("refund_id", "in", [refund.id, second.id])
        .execute();
      expect(rows.length).toBe(2);
    });

    test("names what is wrong with the account, changes nothing, and takes a right one then", async () => {
      const wrong = await postClaim(app(), token, { ...ana, accountNumber: "002010077777777772" });
      expect([wrong.status, problemCode(wrong)]).toEqual([
        422,
        ["validation_failed", "beneficiary.accountNumber"],
      ]);
      expect(wrong.text).not.toContain("002010077777777772");
      expect([await status(), heldPayouts(app())]).toEqual(["awaiting_claim", before]);
      expect((await postClaim(app(), token)).status).toBe(200);
    });

    test.each([["amount"], ["account"], ["channel"], ["beneficiary.amount"]])(
      "takes no %s from the customer",
      async (path) => {
        const [field = "", inner] = path.split(".");
        const beneficiary = inner === undefined ? ana : { ...ana, [inner]: mxn("150") };
        const extra = inner === undefined ? { [field]: mxn("150") } : {};
        const reply = await app().call({
          method: "POST",
          path: "/checkout/claim",
          headers: { authorization: `Bearer ${token}` },
          body: { beneficiary, ...extra },
        });
        expect(problemCode(reply)).toEqual(["validation_failed", path]);
        expect([await status(), heldPayouts(app())]).toEqual(["awaiting_claim", before]);
      },
    );

    test("is refused once 30 days are over, also before the refund was ended, and pays nobody", async () => {
      app().clock.advance(30 * day);
      expect((await postClaim(app(), token)).problem()).toMatchObject({ status: 409, code: "claim_closed" });
      expect((await getClaim(app(), token)).as(claimSchema)).toMatchObject({
        status: "awaiting_claim",
        closed: "expired",
        methods: [],
      });
      app().clock.advance(60_000);
      await app().runJobsUntilIdle();
      expect(await status()).toBe("expired");
      expect((await postClaim(app(), token)).problem()).toMatchObject({ status: 409, code: "claim_closed" });
      expect((await getClaim(app(), token)).as(claimSchema)).toMatchObject({
        status: "expired",
        methods: [],
      });
      expect(heldPayouts(app())).toBe(before);
    });

    test("is refused when the merchant has canceled it, and pays nobody", async () => {
      await app().api.post(`/v1/refunds/${refund.id}/cancel`);
      expect((await postClaim(app(), token)).problem()).toMatchObject({ status: 409, code: "claim_closed" });
      expect((await getClaim(app(), token)).as(claimSchema)).toMatchObject({
        status: "canceled",
        closed: "canceled",
        methods: [],
      });
      expect(heldPayouts(app())).toBe(before);
    });

    test("and a cancel at once: one of them wins, and the other is told", async () => {
      const [claimed, canceled] = await Promise.all([
        postClaim(app(), token),
        app().api.post(`/v1/refunds/${refund.id}/cancel`),
      ]);
      const wasPaid = claimed.status === 200;
      expect([claimed.status, canceled.status].toSorted()).toEqual([200, 409]);
      expect(await status()).toBe(wasPaid ? "pending" : "canceled");
      expect(heldPayouts(app())).toBe(before + (wasPaid ? 1 : 0));
    });

    test("is in the audit as the customer's, without where the money went", async () => {
      await postClaim(app(), token);
      const rows = await app()
        .database.kysely.selectFrom("audit")
        .selectAll()
        .where("subject", "=", refund.id)
        .where("action", "=", "refund.claim")
        .execute();
      expect(rows).toEqual([expect.objectContaining({ actor: "customer", address: "127.0.0.1" })]);
      const texts = `${JSON.stringify(rows)}${app().logs().join("\n")}`;
      expect(texts).not.toContain(ana.accountNumber);
      expect(texts).not.toContain(token);
    });
  });

  describe("for another name than the payer's", () => {
    const sister = { ...ana, name: "Eva Gómez" };
    let payout: string | null = null;
    beforeEach(async () => {
      expect((await postClaim(app(), token, sister)).as(claimSchema).status).toBe("awaiting_approval");
      ({ payout } = await readRefund(app(), refund.id));
    });

    test("wait, and nothing is sent; the same name in another order or without accents does not", async () => {
      await app().settle();
      expect([await status(), heldPayouts(app())]).toEqual(["awaiting_approval", before]);
      const plain = await createRefund(app(), paymentId, { amount: mxn("10") });
      const reply = await postClaim(app(), tokenOf(plain), { ...ana, name: "DIAZ, ana" });
      expect(reply.as(claimSchema).status).toBe("pending");
    });

    test("are sent once another key has approved them; whoever made the refund cannot", async () => {
      const own = await app().api.post(`/v1/payouts/${payout}/approve`, { note: "ok" });
      expect(own.problem()).toMatchObject({ status: 403, code: "same_actor" });
      expect(heldPayouts(app())).toBe(before);
      expect((await asChief(app(), payout, "approve")).status).toBe(200);
      expect([await status(), heldPayouts(app())]).toEqual(["pending", before + 1]);
      expect((await asChief(app(), payout, "approve")).problem().code).toBe("not_awaiting_approval");
      await playPayout(app(), payout, "pay");
      expect(await status()).toBe("succeeded");
      expect(heldPayouts(app())).toBe(before + 1);
    });

    test("are canceled when the other key rejects them, and their amount is free again", async () => {
      expect((await postRefund(app(), paymentId, { amount: mxn("101") })).problem().code).toBe(
        "refund_exceeds_received",
      );
      expect((await asChief(app(), payout, "reject")).status).toBe(200);
      expect([await status(), heldPayouts(app())]).toEqual(["canceled", before]);
      expect((await postClaim(app(), token)).problem()).toMatchObject({ status: 409 });
      expect((await refundEvents(app(), paymentId)).map(({ type }) => type)).toEqual(["refund.created"]);
      expect((await createRefund(app(), paymentId, {})).amount).toEqual(mxn("150.00"));
    });

    test("can be canceled while they wait, and cannot be approved then", async () => {
      expect((await app().api.post(`/v1/refunds/${refund.id}/cancel`)).status).toBe(200);
      expect((await asChief(app(), payout, "approve")).problem().code).toBe("not_awaiting_approval");
      expect([await status(), heldPayouts(app())]).toEqual(["canceled", before]);
      await createRefund(app(), paymentId, {});
    });
  });
});
