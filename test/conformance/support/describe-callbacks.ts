/** Callbacks: the honest ones are read, the others change nothing. */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { parseProviderDecimal } from "../../../bff/core/money.ts";
import type { CallbackResult, ProviderAdapter, RawCallback } from "../../../bff/providers/contract.ts";
import type { AccountCase, ConformanceData } from "../data-shape.ts";
import { createAtProvider, payoutsOf } from "./calls.ts";
import { changed, duplicates, prefixes } from "./damage.ts";
import { accountNamed, type Lab, rawCallback } from "./lab.ts";
import { paymentOrder, payoutOrder } from "./orders.ts";
import { expectNoSecret } from "./secrecy.ts";

type Facts = Extract<CallbackResult, { kind: "facts" }>;

export function describeCallbacks(data: ConformanceData, lab: () => Lab): void {
  const { id } = data;

  describe("callbacks written by hand:", () => {
    test.each(data.callbacks)(
      "$title",
      ({ account, options, credentials, isPayout = false, raw, expected }) => {
        const adapter = lab().adapter({ account: accountNamed(data, account), options, credentials });
        const result = isPayout ? payoutsOf(adapter).readCallback(raw) : adapter.readCallback(raw);
        expectNoSecret(lab(), result);
        if (expected.kind !== "facts") {
          expect(result).toMatchObject(expected);
          return;
        }
        expect(result).toMatchObject({
          kind: "facts",
          facts: expected.reports.map((report) => ({ report, mustConfirm: true })),
        });
      },
    );

    const taken = data.callbacks.filter(({ expected }) => expected.kind === "facts");
    test.each(taken)("is refused when damaged, cut short or doubled: $title", (each) => {
      const { account, options, credentials, isPayout = false, raw } = each;
      const adapter = lab().adapter({ account: accountNamed(data, account), options, credentials });
      const read = isPayout ? payoutsOf(adapter).readCallback : adapter.readCallback;
      expectDamageIsRefused(data, read, raw);
    });
  });

  describe.each(data.accounts)("callbacks to $name:", ({ name }) => {
    const account = accountNamed(data, name);
    let adapter: ProviderAdapter;
    beforeAll(() => {
      adapter = lab().adapter({ account });
    });

    test.each(account.methods.map(({ method }, nth) => [method.channel, nth] as const))(
      "a payment by channel %s is told, and the acknowledgement taken",
      async (_channel, nth) => {
        const { orderNo, amount } = await paidOrder(lab(), account, nth);
        const raw = lastDelivered(lab());
        const facts = readFacts(adapter.readCallback(raw));
        expect(facts.facts).toHaveLength(1);
        expect(facts).toMatchObject({ facts: [{ report: { orderNo, status: "succeeded" } }] });
        const text = facts.facts[0]?.report.amountText ?? null;
        if (text !== null) expect(parseProviderDecimal(text, amount.decimals)).toBe(amount.minor);
        const held = lab().sandbox.state.order({ provider: id, orderNo });
        expect(held?.callbacks.at(-1)).toMatchObject({ acknowledged: true });
        expectNoSecret(lab(), facts);
      },
    );

    test("is refused when damaged, cut short or doubled", async () => {
      await paidOrder(lab(), account);
      expectDamageIsRefused(data, adapter.readCallback, lastDelivered(lab()));
    });

    test("a stranger's key refuses it", async () => {
      await paidOrder(lab(), account);
      const stranger = lab().adapter({ account, credentials: data.strangersCredentials });
      const result = stranger.readCallback(lastDelivered(lab()));
      expect(result.kind).toBe("refused");
      expectNoSecret(lab(), result);
    });

    test.each(["forge", "wrong_account", "duplicate_key", "truncate", "garbage"] as const)(
      "the sandbox's %s is refused",
      async (kind) => {
        const { orderNo } = await paidOrder(lab(), account);
        expect(await sendAgain(lab(), orderNo, { kind })).toBe(true);
        const result = adapter.readCallback(lastDelivered(lab()));
        if (data.tamperedCallback === "unconfirmed" && result.kind === "facts") expectUnconfirmed(result);
        else expect(result.kind).toBe("refused");
      },
    );

    test("an extra field is no objection", async () => {
      const { orderNo } = await paidOrder(lab(), account);
      expect(await sendAgain(lab(), orderNo, { kind: "extra_field" })).toBe(true);
      expect(adapter.readCallback(lastDelivered(lab()))).toMatchObject({
        facts: [{ report: { orderNo, status: "succeeded" } }],
      });
    });

    test("a repeated one says exactly the same", async () => {
      const { orderNo } = await paidOrder(lab(), account);
      const first = adapter.readCallback(lastDelivered(lab()));
      expect(await sendAgain(lab(), orderNo, null)).toBe(true);
      expect(adapter.readCallback(lastDelivered(lab()))).toEqual(first);
    });

    test("another order's number is handed on as it stands there", async () => {
      const { orderNo } = await paidOrder(lab(), account);
      const otherOrderNo = orderNo.split("").reverse().join("");
      expect(await sendAgain(lab(), orderNo, { kind: "wrong_order", otherOrderNo })).toBe(true);
      const result = adapter.readCallback(lastDelivered(lab()));
      if (result.kind === "facts") expect(result.facts[0]?.report.orderNo).toBe(otherOrderNo);
      else expect(result.kind).toBe("refused");
    });

    test("another amount is handed on as it stands there", async () => {
      const { orderNo, amount } = await paidOrder(lab(), account);
      expect(await sendAgain(lab(), orderNo, { kind: "lie_amount", amount: "7" })).toBe(true);
      const facts = readFacts(adapter.readCallback(lastDelivered(lab())));
      const text = facts.facts[0]?.report.amountText ?? "";
      expect(parseProviderDecimal(text, amount.decimals)).toBe(7n * 10n ** BigInt(amount.decimals));
    });

    test("a status that no documentation names is neither success nor failure, unless the sheet says so", async () => {
      const { orderNo } = await paidOrder(lab(), account);
      const { status, isCounted } = data.strangeStatus ?? { status: "pending", isCounted: true };
      if (!(await sendAgain(lab(), orderNo, { kind: "unknown_status", code: "77" }))) return;
      expect(adapter.readCallback(lastDelivered(lab()))).toMatchObject({
        facts: [{ report: { orderNo, status, undocumentedStatus: isCounted ? "77" : null } }],
      });
    });

    test.each(data.knowsParts ? [account] : [])(
      "money in parts is told with the amount that did arrive",
      async () => {
        const [methodCase] = account.methods;
        if (!methodCase) throw new Error("no method");
        const order = paymentOrder(methodCase);
        await createAtProvider(adapter, order);
        lab().sandbox.state.play({ provider: id, orderNo: order.orderNo }, { action: "pay", amount: "1" });
        await lab().sandbox.state.callbacksSettled();
        const facts = readFacts(adapter.readCallback(lastDelivered(lab())));
        expect(facts).toMatchObject({ facts: [{ report: { status: "partially_paid" } }] });
        const text = facts.facts[0]?.report.amountText ?? "";
        expect(parseProviderDecimal(text, order.amount.decimals)).toBe(10n ** BigInt(order.amount.decimals));
      },
    );

    test.each(account.payouts)(
      "a payout of $amount.minor by $beneficiary.accountType is told to the payout side",
      async (payout) => {
        const order = payoutOrder(payout);
        await payoutsOf(adapter).create(order);
        const { state } = lab().sandbox;
        state.play({ provider: id, orderNo: order.orderNo, kind: "payout" }, { action: "pay" });
        await state.callbacksSettled();
        const { readCallback } = payoutsOf(adapter);
        const raw = lastDelivered(lab());
        expect(readCallback(raw)).toMatchObject({
          facts: [{ report: { orderNo: order.orderNo, status: "succeeded" } }],
        });
        expectDamageIsRefused(data, readCallback, raw);
      },
    );

    test("what is no callback at all is refused", () => {
      const nothings = [
        "",
        " ",
        "{}",
        "[]",
        "null",
        "1",
        '"x"',
        "a=1",
        "=",
        "&",
        '{"a":[]}',
        '{"a":{"b":{}}}',
        "\u0000",
      ];
      for (const body of nothings) {
        for (const type of ["application/json", "application/x-www-form-urlencoded", "text/plain", ""]) {
          expect(adapter.readCallback(rawCallback(body, type)).kind, JSON.stringify(body)).toBe("refused");
        }
      }
      const notText = { ...rawCallback("", "application/json"), body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]) };
      expect(adapter.readCallback(notText).kind).toBe("refused");
      expect(adapter.readCallback(rawCallback("[".repeat(60_000), "application/json")).kind).toBe("refused");
    });

    test("any bytes at all are answered with a value, never with an exception", () => {
      fc.assert(
        fc.property(
          fc.oneof(
            fc.uint8Array({ maxLength: 300 }),
            fc.json().map((text) => Buffer.from(text)),
          ),
          (body) => {
            const { kind } = adapter.readCallback({ body, headers: {}, query: "" });
            expect(["refused", "ping"]).toContain(kind);
          },
        ),
        { numRuns: 300 },
      );
    });
  });
}

/** Every damage to an honest callback that can be done without the key. */
function expectDamageIsRefused(
  data: ConformanceData,
  read: (raw: RawCallback) => CallbackResult,
  raw: RawCallback,
): void {
  const honest = read(raw);
  expect(honest.kind).toBe("facts");
  const expectNothingNew = (damaged: RawCallback) => {
    const result = read(damaged);
    if (result.kind !== "facts") return;
    if (data.tamperedCallback === "unconfirmed") expectUnconfirmed(result);
    else expect(withNumbers(result)).toEqual(withNumbers(honest));
  };
  fc.assert(fc.property(changed(raw), expectNothingNew), { numRuns: 400 });
  for (const cut of prefixes(raw)) expect(read(cut).kind).not.toBe("facts");
  for (const doubled of duplicates(raw)) expect(read(doubled).kind).toBe("refused");
}

/** The same facts, with `1000.0` and `1000.00` as the one number they are. */
function withNumbers(result: CallbackResult): unknown {
  if (result.kind !== "facts") return result;
  return result.facts.map(({ report, ...rest }) => ({
    ...rest,
    report: { ...report, amountText: report.amountText && parseProviderDecimal(report.amountText, 10) },
  }));
}

/** Nothing authenticates the text, so nothing in it may count before a query says the same. */
function expectUnconfirmed(result: Facts): void {
  for (const { mustConfirm } of result.facts) expect(mustConfirm).toBe(true);
}

async function paidOrder(lab: Lab, account: AccountCase, nth = 0) {
  const methodCase = account.methods[nth];
  if (!methodCase) throw new Error("no method");
  const order = paymentOrder(methodCase);
  await createAtProvider(lab.adapter({ account }), order);
  lab.sandbox.state.play({ provider: lab.data.id, orderNo: order.orderNo }, { action: "pay" });
  await lab.sandbox.state.callbacksSettled();
  return order;
}

type Twist = NonNullable<Parameters<Lab["sandbox"]["state"]["sendCallback"]>[1]>;

async function sendAgain(lab: Lab, orderNo: string, twist: Twist | null): Promise<boolean> {
  const { state } = lab.sandbox;
  const before = lab.delivered.length;
  const played = state.sendCallback({ provider: lab.data.id, orderNo }, twist ?? undefined);
  await state.callbacksSettled();
  return played.ok && lab.delivered.length > before;
}

function lastDelivered(lab: Lab): RawCallback {
  const raw = lab.delivered.at(-1);
  if (!raw) throw new Error("no callback was sent");
  return raw;
}

function readFacts(result: CallbackResult): Facts {
  if (result.kind !== "facts") throw new Error(`the callback was ${JSON.stringify(result)}`);
  return result;
}
