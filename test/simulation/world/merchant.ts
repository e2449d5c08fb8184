/**
 * The merchant's backend: opens sessions and pays out, each under an idempotency key, and asks again with the same
 * key until it has an answer, at whatever process; some requests it sends twice at once. An operator of it settles
 * what is in `review` by what the provider holds.
 */

import {
  type CreatedSession,
  type CreatePayoutRequest,
  createPayoutRequest,
  type Payout,
} from "../../../bff/contract.ts";
import { errorTable, type Result } from "../../../bff/core/errors.ts";
import type { ServiceContext } from "../../../bff/services/context.ts";
import type { Answer, KeyBinding } from "../../../bff/services/idempotency/key-binding.ts";
import { type IdempotentAnswer, runIdempotent } from "../../../bff/services/idempotency/run-idempotent.ts";
import { resolvePayment } from "../../../bff/services/payments/resolve-payment.ts";
import { createPayout } from "../../../bff/services/payouts/create-payout.ts";
import { readPayout } from "../../../bff/services/payouts/read-payouts.ts";
import { resolvePayout } from "../../../bff/services/payouts/resolve-payout.ts";
import { createSession } from "../../../bff/services/sessions/create-session.ts";
import { readSession } from "../../../bff/services/sessions/read-sessions.ts";
import { backend, desk } from "../../support/authors.ts";
import type { Switchboard } from "./hostile-switches.ts";
import type { HeldOrder } from "./orders.ts";
import { isTheWorlds, type SimulatedProcess } from "./process.ts";
import type { Dice } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";
import { beneficiaryAt, currencyOf, wireIds } from "./wire/accounts.ts";

export interface SimulatedMerchant {
  /** What was answered to each key, by the id in it: more than one id is one too many. */
  readonly answers: ReadonlyMap<string, ReadonlySet<string>>;
  /** How often a key was answered with what an earlier request had made. */
  readonly replays: () => number;
  /** How many payouts it has wanted. */
  readonly payouts: () => number;
  /** Asks once more what was never answered. @returns the keys that are not answered then either. */
  askOnceMore(): Promise<readonly string[]>;
  /** @returns the session's id, or undefined when no process could be reached for long. */
  openSession(): Promise<string | undefined>;
  payOut(): Promise<void>;
  /** Sends a request until it is answered. @returns the id; null where it was refused; undefined where nobody answered. */
  insist(request: MerchantRequest): Promise<string | null | undefined>;
  /** Settles a payment or payout in `review`, if it is in review. */
  settle(id: string, order: HeldOrder | undefined): Promise<void>;
}

export interface MerchantOptions {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly switchboard: Switchboard;
  readonly anyProcess: () => SimulatedProcess | undefined;
  /** The accounts are those of the documented providers. */
  readonly isWired?: boolean;
  /** True for a merchant's backend that sends no keys. */
  readonly keyless?: boolean;
  /** True for processes that number payouts by chance, and not by their key. */
  readonly bindsByChance?: boolean;
}

export interface MerchantRequest {
  readonly path: string;
  readonly key: string;
  readonly body: unknown;
  readonly make: (
    context: ServiceContext,
    keyBinding: KeyBinding | null,
  ) => Promise<Result<{ readonly id: string }>>;
  readonly read: (context: ServiceContext, id: string) => Promise<Result<{ readonly id: string }>>;
  /** Default POST. */
  readonly method?: string;
  /** As in `IdempotentRequest`; default false. */
  readonly holdsKey?: boolean;
  /** Its answer may be a refusal; default false. */
  readonly mayBeRefused?: boolean;
}

const amounts = ["150.00", "20.50", "9999.99"] as const;
const wholeAmounts = ["150.00", "500.00"] as const;
const mostAttempts = 30;
const accountsGoAway = ["accountRenamed", "accountsMissing", "accountRetired"] as const;

/** As serve-merchant.ts does it. */
function toAnswer(result: Result<unknown>): Answer {
  if (result.ok) return { status: 201, body: result.value };
  return { status: errorTable[result.code].status, body: { code: result.code } };
}

/** The id in an answer, fresh or replayed. Throws where the answer is no success. */
function readId(key: string, outcome: Exclude<IdempotentAnswer, { kind: "failure" }>): string {
  const { status } = outcome.kind === "replay" ? outcome : outcome.answer;
  if (status !== 201) throw new Error(`${key} was answered ${status}`);
  const body = outcome.kind === "replay" ? JSON.parse(outcome.text) : outcome.answer.body;
  const { id }: CreatedSession | Payout = body;
  return id;
}

export function createMerchant(options: MerchantOptions): SimulatedMerchant {
  const { time, dice, switchboard, anyProcess } = options;
  const mayLackAccounts = accountsGoAway.some((name) => switchboard.drawn.includes(name));
  const answers = new Map<string, Set<string>>();
  const unanswered = new Map<string, MerchantRequest>();
  let requests = 0;
  let payouts = 0;
  let replays = 0;

  /** @returns the id; null where it was refused; undefined where it is to be sent again. */
  function noteAnswer(
    { key, mayBeRefused = false }: MerchantRequest,
    outcome: IdempotentAnswer,
  ): string | null | undefined {
    if (outcome.kind === "failure") {
      if (outcome.failure.code === "idempotency_key_in_use") return undefined;
      throw new Error(`${key} was refused: ${outcome.failure.code}`);
    }
    if (outcome.kind === "replay") replays++;
    const { status } = outcome.kind === "replay" ? outcome : outcome.answer;
    if (mayBeRefused && status >= 400) {
      // What has been made under a key is not refused afterwards.
      answers.get(key)?.add("a refusal");
      unanswered.delete(key);
      return null;
    }
    // The account is not to be found just now.
    if (outcome.kind === "answer" && status === 422 && mayLackAccounts) return undefined;
    const id = readId(key, outcome);
    answers.set(key, (answers.get(key) ?? new Set()).add(id));
    unanswered.delete(key);
    return id;
  }

  /** One request. @returns what it was answered with, or undefined when it is to be sent again. */
  async function send(request: MerchantRequest): Promise<string | null | undefined> {
    const process = anyProcess();
    if (process === undefined) return undefined;
    const { context } = process;
    const { path, key, body } = request;
    const answerFor = async (id: string) => toAnswer(await request.read(context, id));
    try {
      const outcome = await process.perform(() =>
        runIdempotent(
          context,
          {
            callerId: "backend",
            method: request.method ?? "POST",
            path,
            key: options.keyless === true ? null : key,
            body,
            holdsKey: request.holdsKey ?? false,
            answerFor,
          },
          async (keyBinding) => toAnswer(await request.make(context, keyBinding)),
        ),
      );
      return noteAnswer(request, outcome);
    } catch (error) {
      if (isTheWorlds(error)) return undefined;
      throw error;
    }
  }

  /** A request that cannot be granted, whatever it is answered. */
  async function mistake({ path, key, body, make }: MerchantRequest): Promise<void> {
    const process = anyProcess();
    if (process === undefined) return;
    const { context } = process;
    const request = {
      callerId: "backend",
      method: "POST",
      path,
      key,
      body,
      holdsKey: false,
      answerFor: null,
    };
    try {
      await process.perform(() =>
        runIdempotent(context, request, async (keyBinding) => toAnswer(await make(context, keyBinding))),
      );
    } catch (error) {
      if (!isTheWorlds(error)) throw error;
    }
  }

  async function insist(request: MerchantRequest): Promise<string | null | undefined> {
    unanswered.set(request.key, request);
    if (dice.chance(0.2)) time.start(async () => void (await send(request)));
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const id = await send(request);
      if (id !== undefined) {
        // A client whose answer was lost on its way asks again, hours later perhaps.
        if (dice.chance(0.2)) time.after(dice.whole(0, 7_200_000), async () => void (await send(request)));
        return id;
      }
      await time.wait(dice.whole(500, 20_000));
    }
    return undefined;
  }

  const sessionAmounts = options.isWired === true ? wholeAmounts : amounts;
  const currencies = () => (options.isWired === true ? currencyOf(dice.pick(wireIds)) : "MXN");

  function numbered(keyBinding: KeyBinding | null): KeyBinding | null {
    if (options.bindsByChance !== true || keyBinding === null) return keyBinding;
    return { ...keyBinding, keyId: Buffer.from(dice.bytes(32)).toString("hex") };
  }

  function payoutBody(reference: string): CreatePayoutRequest {
    if (options.isWired === true) {
      const account = dice.pick(wireIds);
      const amount = { value: dice.pick(wholeAmounts), currency: currencyOf(account) };
      return createPayoutRequest.parse({
        account,
        amount,
        reference,
        ...(account === "cxpay" ? { channel: "32911" } : {}),
        beneficiary: { name: "Ana", ...beneficiaryAt[account] },
      });
    }
    return {
      account: dice.pick(["weak", "untold", "strong"]),
      amount: { value: dice.pick(amounts), currency: "MXN" },
      reference,
      beneficiary: { name: "Ana", accountNumber: "032180000118359719", accountType: "clabe" },
    };
  }

  return {
    answers,
    replays: () => replays,
    payouts: () => payouts,
    insist,
    async askOnceMore() {
      for (const request of unanswered.values()) await send(request);
      return [...unanswered.keys()];
    },
    async openSession() {
      const key = `order-${++requests}`;
      const body = {
        amount: { value: dice.pick(sessionAmounts), currency: currencies() },
        reference: key,
        returnUrl: "https://shop.example/thanks",
        expiresIn: dice.pick([3_600, 7_200, 86_400]),
        // Whoever claims a refund under another name has to be approved.
        ...(switchboard.drawn.includes("refundsClaimed") ? { customer: { name: "Ana" } } : {}),
      };
      const id = await insist({
        path: "/v1/sessions",
        key,
        body,
        make: (context, keyBinding) => createSession(context, { request: body, author: backend, keyBinding }),
        read: (context, sessionId) => readSession(context, { sessionId }),
      });
      return id ?? undefined;
    },
    async payOut() {
      const key = `payout-${++requests}`;
      payouts++;
      const body = payoutBody(key);
      const requestOf = (request: typeof body): MerchantRequest => ({
        path: "/v1/payouts",
        key,
        body: request,
        make: (context, keyBinding) =>
          createPayout(context, { request, author: backend, keyBinding: numbered(keyBinding) }),
        read: (context, payoutId) => readPayout(context, { payoutId }),
      });
      // One of its servers has another account in mind, which cannot pay out.
      if (switchboard.happens("keyedRequests", 0.7)) {
        time.after(switchboard.dice.whole(0, 300), () => mistake(requestOf({ ...body, account: "bare" })));
      }
      await insist(requestOf(body));
    },
    async settle(id, order) {
      const process = anyProcess();
      if (process === undefined) return;
      const { context } = process;
      const outcome = order?.status === "succeeded" ? "succeeded" : "failed";
      const word = {
        outcome,
        note: "looked at the provider's books",
        author: desk,
        keyBinding: null,
      } as const;
      try {
        if (id.startsWith("po_")) await resolvePayout(context, { ...word, payoutId: id });
        else await resolvePayment(context, { ...word, paymentId: id });
      } catch (error) {
        if (!isTheWorlds(error)) throw error;
      }
    },
  };
}
