/** Every call against the strict sandbox: taken as it is, refused after any one-character change. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseProviderDecimal } from "../../../bff/core/money.ts";
import type { ProviderRequest } from "../../../bff/providers/http-client.ts";
import type { AccountCase, ConformanceData } from "../data-shape.ts";
import { callsOf, createAtProvider, payoutsOf, prepareCall, statementRequest } from "./calls.ts";
import { accountNamed, type Lab } from "./lab.ts";
import { amountOf, orderRef, paymentOrder, payoutOrder, payoutRef } from "./orders.ts";
import { expectNoSecret } from "./secrecy.ts";
import { expectRefusedWhenChanged } from "./tamper.ts";

/** What a call gives when all goes well. */
const done: Readonly<Record<string, string>> = {
  create: "accepted",
  query: "report",
  cancel: "canceled",
  payout: "accepted",
  payout_query: "report",
  balance: "balance",
  statement: "statement",
  probe: "ok",
};

export function describeCalls(data: ConformanceData, lab: () => Lab): void {
  describe.each(data.accounts)("calls of $name:", ({ name }) => {
    const account = accountNamed(data, name);

    test.each(account.methods.map(({ method }, nth) => [method.channel, nth] as const))(
      "an order by channel %s is created, paid and asked about",
      async (_channel, nth) => {
        await followOrder(lab(), account, nth);
      },
    );

    test.each(account.payouts)(
      "a payout of $amount.minor by $beneficiary.accountType is sent, carried out and asked about",
      async (payout) => {
        const adapter = lab().adapter({ account });
        const payouts = payoutsOf(adapter);
        const order = payoutOrder(payout);
        const created = await payouts.create(order);
        expect(created).toMatchObject({ kind: "accepted" });
        const id = created.kind === "accepted" ? created.providerOrderId : null;
        expect(await payouts.query(payoutRef(order, id))).toMatchObject({ report: { status: "pending" } });
        const held = lab().sandbox.state.order({ provider: data.id, orderNo: order.orderNo, kind: "payout" });
        expect(held).toMatchObject({ callbackUrl: order.callbackUrl });
        expect(held?.amountMinor).toBe(
          rescale(order.amount.minor, order.amount.decimals, held?.decimals ?? 2),
        );
        lab().sandbox.state.play(
          { provider: data.id, orderNo: order.orderNo, kind: "payout" },
          { action: "pay" },
        );
        expect(await payouts.query(payoutRef(order, id))).toMatchObject({
          kind: "report",
          report: { orderNo: order.orderNo, status: "succeeded" },
        });
      },
    );

    test("the provider's log has every call with an accepted signature", async () => {
      const adapter = lab().adapter({ account });
      for (const call of callsOf(adapter, account)) {
        const prepared = await prepareCall({ adapter, account, name: call });
        const result = await prepared.make();
        expect(result.kind, call).toBe(done[call]);
        // The circuits go by this word.
        if (call !== "probe") expect(lab().sent.at(-1)?.operation).toBe(call);
        const entry = lab().sandbox.state.requests({ provider: data.id }).at(-1);
        // Trying an account out may be a question about an order that cannot exist.
        if (call !== "probe") {
          expect(entry).toMatchObject({ result: "ok", orderNo: prepared.orderNo || null });
        }
        if (account.unsigned !== "all") expect(entry?.signature).toBe("accepted");
        expectNoSecret(lab(), result);
      }
    });

    test("an account's own key is the only one that is let in", async () => {
      const stranger = lab().adapter({ account, credentials: data.strangersCredentials });
      expect(await stranger.probe(Date.now())).toMatchObject({ kind: "wrong_credentials" });
    });

    const unlessUnsigned = account.unsigned === "all" ? [] : [account];
    test.each(unlessUnsigned)("a call is refused after any one-character change", async () => {
      const adapter = lab().adapter({ account });
      for (const name of callsOf(adapter, account)) {
        const prepared = await prepareCall({ adapter, account, name });
        const first = lab().sent.length;
        await prepared.make();
        for (const request of lab().sent.slice(first))
          await expectRefusedWhenChanged(lab(), account, request);
      }
    });

    test.each(account.createsInBrowser ? [account] : [])(
      "a form is refused after any one-character change",
      async () => {
        const [methodCase] = account.methods;
        if (!methodCase) throw new Error("no method");
        const created = await lab().adapter({ account }).createPayment(paymentOrder(methodCase));
        if (created.kind !== "accepted" || created.nextAction.type !== "redirect_form")
          throw new Error("no form");
        const form: ProviderRequest = {
          operation: "create",
          method: "POST",
          url: created.nextAction.url,
          headers: { "content-type": "application/x-www-form-urlencoded" },
          body: new URLSearchParams(created.nextAction.fields).toString(),
        };
        await expectRefusedWhenChanged(lab(), account, form);
      },
    );

    test("whatever a customer is called and buys, the signature is accepted", async () => {
      await expectAnyTextIsSigned(lab(), account);
    });
  });
}

async function followOrder(lab: Lab, account: AccountCase, nth: number): Promise<void> {
  const { id } = lab.data;
  const methodCase = account.methods[nth];
  if (!methodCase) throw new Error("no method");
  const adapter = lab.adapter({ account });
  const order = paymentOrder(methodCase);
  const created = await createAtProvider(adapter, order);
  expect(created.nextAction.type).toBe(adapter.actionOf(methodCase.method));
  const held = lab.sandbox.state.order({ provider: id, orderNo: order.orderNo });
  expect(held).toMatchObject({ callbackUrl: order.callbackUrl });
  expect(held?.amountMinor).toBe(rescale(order.amount.minor, order.amount.decimals, held?.decimals ?? 2));
  const ref = orderRef(order, created);
  expect(await adapter.queryPayment(ref)).toMatchObject({
    report: { orderNo: order.orderNo, status: "pending" },
  });
  lab.sandbox.state.play({ provider: id, orderNo: order.orderNo }, { action: "pay" });
  const paid = await adapter.queryPayment(ref);
  expect(paid).toMatchObject({ kind: "report", report: { orderNo: order.orderNo, status: "succeeded" } });
  const text = paid.kind === "report" ? paid.report.amountText : null;
  if (text !== null) expect(parseProviderDecimal(text, order.amount.decimals)).toBe(order.amount.minor);
  if (adapter.statement) {
    const statement = await adapter.statement({ ...statementRequest(), now: Date.now() });
    const entries = statement.kind === "statement" ? statement.entries : [];
    expect(entries.map(({ orderNo }) => orderNo)).toContain(order.orderNo);
  }
}

/** Texts with everything that could be read two ways in them, and any amount that the method takes. */
async function expectAnyTextIsSigned(lab: Lab, account: AccountCase): Promise<void> {
  const adapter = lab.adapter({ account });
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom("=", "&", "a", "é", "张", "\n", "\0", '"', "\\", "%", "+"),
      maxLength: 40,
    }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...account.methods),
      text,
      text,
      fc.oneof(
        fc.integer({ min: 10, max: 9_000 }).map(String),
        fc.integer({ min: 1_000, max: 900_000 }).map(cents),
      ),
      async (methodCase, name, description, amountText) => {
        const { method, payer } = methodCase;
        const text = method.decimals === 0 ? amountText.replace(/\..*/, "") : amountText;
        const wanted = amountOf(text, method.currency, method.decimals);
        const amount =
          adapter.objectToAmount(method, wanted) === null
            ? wanted
            : amountOf(methodCase.amount, method.currency, method.decimals);
        const changed = { ...payer, name: payer.name === null ? name : `A${name}` };
        const order = paymentOrder(methodCase, { amount, description, payer: changed });
        await createAtProvider(adapter, order);
        const held = lab.sandbox.state.order({ provider: lab.data.id, orderNo: order.orderNo });
        expect(held?.amountMinor).toBe(rescale(amount.minor, amount.decimals, held?.decimals ?? 2));
      },
    ),
    { numRuns: 40 },
  );
}

const cents = (minor: number) => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;

function rescale(minor: bigint, from: number, to: number): bigint {
  return to >= from ? minor * 10n ** BigInt(to - from) : minor / 10n ** BigInt(from - to);
}
