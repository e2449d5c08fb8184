import { describe, expect, test } from "vitest";
import { createBrowserClient, type Reply } from "../support/http-client.ts";
import type { BffProcess } from "./support/bff-process.ts";
import { clientOf, type Place, postgresUrl, quiet, setUp, startBff } from "./support/place.ts";

const ana = { name: "Ana Diaz", accountNumber: "002010077777777771", accountType: "clabe" };
const limit = 15_000n;

/** A payment of MXN 150.00 that was paid. */
async function payPayment(bff: BffProcess, place: Place): Promise<string> {
  const { sandbox, webhooks } = place;
  const api = clientOf(bff, place);
  const { clientToken } = await api.createSession({ country: "MX" });
  const browser = createBrowserClient({ baseUrl: bff.url, clientToken, origin: webhooks.origin });
  const { id } = await browser.start("store");
  const { orderNo } = await api.readPayment(id);
  sandbox.state.play({ provider: "paypro", orderNo }, { action: "pay" });
  await expect.poll(async () => (await api.readPayment(id)).status, quiet).toBe("succeeded");
  return id;
}

/** MXN 60.00 of it, by that Idempotency-Key; repeated while the answer to the first is not known. */
async function refund(bff: BffProcess, place: Place, paymentId: string, key: string): Promise<Reply> {
  const body = { reason: "requested", amount: { value: "60", currency: "MXN" }, beneficiary: ana };
  const path = `/v1/payments/${paymentId}/refunds`;
  const post = () => clientOf(bff, place).post(path, body, { "idempotency-key": key });
  let reply = await post();
  await expect
    .poll(async () => {
      if (reply.text.includes("idempotency_key_in_use")) reply = await post();
      return reply.text;
    }, quiet)
    .not.toContain("idempotency_key_in_use");
  return reply;
}

const held = ({ sandbox }: Place) => sandbox.state.orders({ provider: "paypro", kind: "payout" });
const heldMinor = (place: Place) => held(place).reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

describe("refunds over two processes on one PostgreSQL", () => {
  test("of one payment at once are together no more than was received", async () => {
    const place = await setUp(await postgresUrl());
    const processes = [await startBff(place), await startBff(place)] as const;
    const paymentId = await payPayment(processes[0], place);
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        refund(processes[at % 2 === 0 ? 0 : 1], place, paymentId, `at-once-${Math.floor(at / 2)}`),
      ),
    );
    // Each key was sent to both processes at once.
    const made = replies.filter(({ status }) => status === 201);
    const refused = replies.filter(({ status }) => status !== 201);
    expect(new Set(made.map(({ text }) => text.slice(0, 40))).size).toBe(2);
    expect(made.length).toBe(4);
    expect(new Set(refused.map((reply) => reply.problem().code))).toEqual(
      new Set(["refund_exceeds_received"]),
    );
    expect([held(place).length, heldMinor(place) <= limit]).toEqual([2, true]);
  });

  test("one whose process was killed while it was sent keeps its amount, and its repeat elsewhere sends nothing", async () => {
    const place = await setUp(await postgresUrl());
    const [first, second] = [await startBff(place), await startBff(place)];
    const paymentId = await payPayment(first, place);
    const { sandbox } = place;
    sandbox.state.arm({ provider: "paypro", operation: "createPayout", kind: "hang", times: 1 });
    const sent = () =>
      sandbox.state.requests({ provider: "paypro" }).filter(({ operation }) => operation === "createPayout");
    const broken = refund(first, place, paymentId, "killed").catch((error: unknown) => error);
    await expect.poll(() => sent().length, quiet).toBe(1);
    await first.kill();
    expect(await broken).toBeInstanceOf(Error);
    const keys = ["killed", "killed", "next", "one-more", "and-one-more"];
    const replies = await Promise.all(keys.map((key) => refund(second, place, paymentId, key)));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 422, 422]);
    expect(replies[0]?.status).toBe(201);
    expect(sent().length).toBe(2);
    expect(heldMinor(place) <= limit).toBe(true);
  });
});
