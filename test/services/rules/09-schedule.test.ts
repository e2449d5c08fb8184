/**
 * Rule 9 and "When providers are queried": the times of the queries, to the second, with the jitter at its middle.
 */
import { expect, test } from "vitest";
import { expirePayment } from "../../../bff/services/payments/expire-payment.ts";
import { noAnswer, refused } from "../support/scripted-provider.ts";
import { answers, type Stage } from "../support/stage.ts";
import { forEachStage } from "../support/stages.ts";
import { day, hour, minute, second } from "../support/times.ts";

/** A random byte in the middle leaves waits as they are, but for less than a thousandth. */
function withoutJitter(stage: Stage): Stage {
  const { random } = stage.context;
  const bytes = (length: number) => (length === 1 ? Uint8Array.of(128) : random.bytes(length));
  return Object.assign(stage, { context: { ...stage.context, random: { bytes } } });
}

function hourlyAfter(first: number, until: number): number[] {
  const times: number[] = [];
  for (let at = first + hour; at < until; at += hour) times.push(at);
  return times;
}

/** @param sinceMs from when to count. @param exact those that are no waits but times of their own. */
function expectQuestions(
  stage: Stage,
  sinceMs: number,
  expected: readonly number[],
  exact: readonly number[],
): void {
  const asked = stage.asked.map((ref) => ref.now - sinceMs);
  expect(asked.length).toBe(expected.length);
  for (const [index, at] of expected.entries()) {
    const isExact = exact.includes(at);
    expect(Math.abs((asked[index] ?? 0) - at)).toBeLessThanOrEqual(isExact ? 0 : at / 1_000);
  }
}

forEachStage("rule 9", (open) => {
  test.each([
    ["a redirect", "bank_transfer", 24 * hour],
    ["a code", "store", 72 * hour],
  ] as const)(
    "rule 9: a pending payment by %s is asked about to the end of its watch, at its times and at no other",
    async (_, method, watch) => {
      const stage = withoutJitter(await open());
      const start = stage.time.now();
      const payment = await stage.pay(method);
      await stage.pass(6 * day);
      const expiry = hour + second;
      const end = hour + watch;
      expect(payment.watch_until - start).toBe(end);
      const before = [minute, 6 * minute, 21 * minute];
      const after = [minute, 6 * minute, 21 * minute].map((wait) => expiry + wait);
      const expected = [...before, expiry, ...after, ...hourlyAfter(expiry + 21 * minute, end), end];
      expectQuestions(stage, start, expected, [expiry, end]);
      expect((await stage.payment(payment.id)).status).toBe("expired");
    },
  );

  test("rule 9: a payment in doubt is queried after 5 s, 15 s, 60 s, 5 min, 15 min, then hourly, at the end of its watch, and a day on", async () => {
    const stage = withoutJitter(await open());
    stage.script.create = noAnswer;
    stage.script.query = noAnswer;
    const start = stage.time.now();
    const payment = await stage.pay();
    const end = 25 * hour;
    await stage.pass(end - second);
    expect((await stage.payment(payment.id)).status).toBe("unknown");
    await stage.pass(4 * day);
    const first = [5, 20, 80, 380, 1_280, 4_880].map((seconds) => seconds * second);
    const hourly = [...hourlyAfter(4_880 * second, end), end, ...hourlyAfter(end, end + day + second)];
    expectQuestions(stage, start, [...first, ...hourly], [end]);
    expect((await stage.payment(payment.id)).status).toBe("review");
  });

  test("rule 9: a success that waits to be confirmed is queried at once, then on the schedule of doubt, past the expiry", async () => {
    const stage = withoutJitter(await open());
    stage.script.query = noAnswer;
    const payment = await stage.pay();
    await stage.pass(30 * second);
    const start = stage.time.now();
    await stage.callBack(payment, { status: "succeeded", amountText: "150.00" });
    await stage.pass(50 * minute);
    expectQuestions(
      stage,
      start,
      [0, 5, 20, 80, 380, 1_280].map((seconds) => seconds * second),
      [0],
    );
  });

  test("rule 9: a payment that was refused is not queried, as there is no order", async () => {
    const stage = await open();
    stage.script.create = () => refused;
    await stage.pay();
    await stage.pass(2 * day);
    expect(stage.asked).toEqual([]);
  });

  test("rule 9: the provider's own expiry counts before the method's, also for the watch", async () => {
    const stage = withoutJitter(await open());
    const start = stage.time.now();
    const url = "https://provider.example/pay";
    stage.script.create = () => ({
      kind: "accepted",
      providerOrderId: "P-1",
      nextAction: { type: "redirect", url },
      expiresAt: start + 10 * minute,
      report: null,
    });
    const payment = await stage.pay();
    await stage.pass(10 * minute);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    await stage.pass(second);
    expect(stage.asked.at(-1)?.now).toBe(start + 10 * minute + second);
    expect((await stage.payment(payment.id)).status).toBe("expired");
    await stage.pass(2 * day);
    expect(stage.asked.at(-1)?.now).toBe(start + 10 * minute + day);
  });
});

forEachStage("rule 9", (open) => {
  test("rule 9: at its expiry the provider is queried once more, and a payment made in the last minute counts", async () => {
    const stage = await open();
    const payment = await stage.pay();
    await stage.pass(59 * minute);
    stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
    await stage.pass(2 * minute);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(await stage.exceptions(payment.id)).toEqual([]);
    expect(await stage.events()).not.toContain("payment.expired");
  });

  test("rule 9: while the provider is silent at the expiry, the end is not final", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = noAnswer;
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    stage.script.query = answers({ status: "pending" });
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("expired");
  });

  test("rules 9 and 14: a provider that is silent to the end of the watch and a day on leaves the payment to a person, and the timeline says why", async () => {
    const stage = await open();
    const payment = await stage.pay();
    stage.script.query = noAnswer;
    await stage.pass(25 * hour - second);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    await stage.pass(24 * hour);
    expect((await stage.payment(payment.id)).status).toBe("pending");
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("review");
    expect(await stage.details(payment.id)).toContainEqual(
      expect.stringContaining("is over, and the provider has not said how it ended"),
    );
    expect(await stage.events()).not.toContain("payment.expired");
  });

  test("rules 9 and 14: a payment that nobody could query at the end of its watch is queried for a day from the first try, then no more", async () => {
    const stage = await open();
    const [payment, silent] = [await stage.pay(), await stage.pay()];
    stage.script.query = answers({ status: "pending" });
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("expired");
    // The process is down for days, and the provider does not answer at first.
    await stage.time.runUntil(stage.time.now() + 6 * day);
    stage.script.query = noAnswer;
    await stage.pass(second);
    const paid = answers({ status: "succeeded", amountText: "150.00" });
    stage.script.query = (ref) => (ref.orderNo === payment.order_no ? paid(ref) : noAnswer());
    await stage.pass(2 * hour);
    expect((await stage.payment(payment.id)).status).toBe("succeeded");
    expect(await stage.exceptions(payment.id)).toEqual(["paid_late"]);
    await stage.pass(26 * hour);
    const asked = stage.asked.length;
    await stage.pass(day);
    expect(stage.asked.length).toBe(asked);
    expect((await stage.payment(silent.id)).status).toBe("expired");
  });

  test.each([
    ["that was never queried", second],
    ["that was queried before", 10 * minute],
  ])(
    "rules 9 and 14: a payment %s is queried for a day from the first try, whichever job comes first after days without a process",
    async (_, seenMs) => {
      for (const first of ["sync", "expiry"] as const) {
        const stage = await open();
        const payment = await stage.pay();
        stage.script.query = answers({ status: "pending" });
        await stage.pass(seenMs);
        await stage.time.runUntil(stage.time.now() + 12 * day);
        stage.script.query = noAnswer;
        if (first === "expiry") await expirePayment(stage.context, { paymentId: payment.id, step: 0 });
        await stage.pass(second);
        expect((await stage.payment(payment.id)).status).toBe("pending");
        stage.script.query = answers({ status: "succeeded", amountText: "150.00" });
        await stage.pass(2 * hour);
        expect((await stage.payment(payment.id)).status).toBe("succeeded");
      }
    },
  );
});
