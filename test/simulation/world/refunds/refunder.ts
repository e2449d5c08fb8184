/**
 * The merchant gives money back: it asks for refunds under idempotency keys, takes some back, and a second person approves
 * or rejects what has to be approved. Customers are asked where the money is to go.
 */
import type { CreateRefundRequest } from "../../../../bff/contract.ts";
import { approvePayout, rejectPayout } from "../../../../bff/services/payouts/approve-payout.ts";
import { cancelRefund } from "../../../../bff/services/refunds/cancel-refund.ts";
import { createRefund } from "../../../../bff/services/refunds/create-refund.ts";
import { readChangedRefund, readRefund } from "../../../../bff/services/refunds/read-refunds.ts";
import type { Database } from "../../../../bff/storage/engine/database.ts";
import { backend, desk } from "../../../support/authors.ts";
import type { Switchboard } from "../hostile-switches.ts";
import type { SimulatedMerchant } from "../merchant.ts";
import { isTheWorlds, type SimulatedProcess } from "../process.ts";
import type { Dice } from "../random.ts";
import type { VirtualTime } from "../virtual-time.ts";
import { type Claimants, createClaimants } from "./claimants.ts";
import { type RefundedPayment, refundRequest } from "./refund-requests.ts";

export interface RefunderOptions {
  readonly time: VirtualTime;
  /** Of its own: with the switches of refunds off, a seed tells its old story. */
  readonly dice: Dice;
  readonly switchboard: Switchboard;
  readonly anyProcess: () => SimulatedProcess | undefined;
  readonly merchant: SimulatedMerchant;
  readonly database: Database;
  readonly lookSoon: () => void;
  /** Each provider says what became of the money that was sent through it. */
  readonly endPayouts: () => void;
  readonly isWired: boolean;
  /** When the world begins, epoch ms. */
  readonly start: number;
}

export interface Refunder {
  readonly claims: Claimants["taken"];
  /** How many refunds, or payouts of refunds, may have been made at most. */
  readonly wanted: () => number;
  begin(): void;
  /** When the last claim that still waits runs out, epoch ms; 0: none waits. */
  openUntil(): Promise<number>;
}

const minutes = 60_000;
const hours = 60 * minutes;
const lastRequest = 40 * hours;
const days = 24 * hours;
/** A claim may be made on the last of its thirty days. */
const lastClaim = 34 * days;

export function createRefunder(options: RefunderOptions): Refunder {
  const { time, dice, switchboard, anyProcess, merchant, database, lookSoon, start } = options;
  const { drawn } = switchboard;
  const claimants = createClaimants(options);
  const ways = {
    isWired: options.isWired,
    mayAsk: drawn.includes("refundsClaimed"),
    ownRefunds: drawn.includes("refundsByProvider") && !options.isWired,
  };
  let requests = 0;
  let asked = 0;

  /** What a process is asked for by a person, who sees whether it worked. */
  async function attempt<T>(action: (process: SimulatedProcess) => Promise<T>): Promise<T | undefined> {
    const process = anyProcess();
    if (process === undefined) return undefined;
    try {
      return await process.perform(() => action(process));
    } catch (error) {
      if (!isTheWorlds(error)) throw error;
      return undefined;
    } finally {
      lookSoon();
    }
  }

  async function request({ id: paymentId }: RefundedPayment, body: CreateRefundRequest): Promise<void> {
    const key = `refund-${++requests}`;
    const refundId = await merchant.insist({
      path: `/v1/payments/${paymentId}/refunds`,
      key,
      body,
      make: (context, keyBinding) =>
        createRefund(context, { paymentId, request: body, author: backend, keyBinding }),
      read: (context, id) => readChangedRefund(context, id),
      mayBeRefused: true,
    });
    lookSoon();
    if (refundId != null) await sendLink(refundId);
  }

  /** The merchant sends the customer the link, once it has it. */
  async function sendLink(refundId: string): Promise<void> {
    for (let left = 20; left > 0; left--) {
      const read = await attempt(({ context }) => readRefund(context, { refundId }));
      if (read !== undefined) {
        if (!read.ok || read.value.claimUrl === null) return;
        const token = read.value.claimUrl.split("#")[1] ?? "";
        asked++;
        claimants.ask({ refundId, accountId: read.value.account, token });
        return;
      }
      await time.wait(dice.whole(1_000, 5 * minutes));
    }
  }

  async function paidPayments(): Promise<RefundedPayment[]> {
    const rows = await database.kysely
      .selectFrom("payments")
      .select(["id", "currency", "received_minor"])
      .where("received_minor", "!=", "0")
      .orderBy("created_at")
      .orderBy("id")
      .execute();
    return rows.map(({ id, currency, received_minor }) => ({
      id,
      currency,
      receivedMinor: BigInt(received_minor),
    }));
  }

  async function giveBack(): Promise<void> {
    const [first, ...others] = await paidPayments();
    if (first !== undefined) {
      const payment = dice.pick([first, ...others]);
      // Two people of the merchant's see the same order at the same time.
      for (let times = dice.chance(0.3) ? 2 : 1; times > 0; times--) {
        const body = refundRequest(dice, payment, ways);
        time.start(() => request(payment, body));
      }
    }
    const isHostile = time.now() < start + 6 * hours;
    const inMs = isHostile ? dice.whole(minutes, 40 * minutes) : dice.whole(hours, 12 * hours);
    if (time.now() + inMs < start + lastRequest) time.after(inMs, giveBack);
  }

  async function takeBack(): Promise<void> {
    const rows = await database.kysely
      .selectFrom("refunds")
      .select("id")
      .where("status", "in", ["awaiting_claim", "awaiting_approval", "pending"])
      .orderBy("created_at")
      .orderBy("id")
      .execute();
    const [first, ...others] = rows;
    if (first !== undefined && dice.chance(0.2)) {
      const { id: refundId } = dice.pick([first, ...others]);
      await attempt(({ context }) => cancelRefund(context, { refundId, author: backend, keyBinding: null }));
    }
    if (time.now() < start + lastRequest) time.after(dice.whole(10 * minutes, 3 * hours), takeBack);
  }

  /** A second person looks at what waits for one. */
  async function approve(): Promise<void> {
    const rows = await database.kysely
      .selectFrom("payouts")
      .select("id")
      .where("status", "=", "awaiting_approval")
      .orderBy("created_at")
      .orderBy("id")
      .execute();
    // What is left at the end is rejected.
    const isLast = time.now() > start + 2 * lastRequest;
    for (const { id: payoutId } of rows) {
      const decision = { payoutId, note: null, author: desk, keyBinding: null };
      const roll = isLast ? 0.9 : dice.next();
      const decide = () =>
        attempt(({ context }) =>
          roll < 0.55 ? approvePayout(context, decision) : rejectPayout(context, decision),
        );
      if (roll < 0.2) time.start(async () => void (await decide()));
      if (roll < 0.55 || roll > 0.8) await decide();
    }
    const isHostile = time.now() < start + 6 * hours;
    const inMs = isHostile ? dice.whole(minutes, 40 * minutes) : dice.whole(2 * hours, 8 * hours);
    if (time.now() < start + lastClaim) time.after(inMs, approve);
  }

  async function settle(): Promise<void> {
    options.endPayouts();
    if (time.now() < start + lastClaim) time.after(4 * hours, settle);
  }

  return {
    claims: claimants.taken,
    wanted: () => requests + asked,
    begin() {
      time.after(dice.whole(minutes, 20 * minutes), giveBack);
      time.after(dice.whole(10 * minutes, hours), takeBack);
      time.after(dice.whole(minutes, 20 * minutes), approve);
      time.after(7 * hours, settle);
    },
    async openUntil() {
      const row = await database.kysely
        .selectFrom("refunds")
        .select("expires_at")
        .where("status", "=", "awaiting_claim")
        .orderBy("expires_at", "desc")
        .executeTakeFirst();
      return row?.expires_at ?? 0;
    },
  };
}
