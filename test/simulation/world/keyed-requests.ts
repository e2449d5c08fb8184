/**
 * What the merchant's backend asks under an idempotency key that it holds while the request runs: to cancel a session, to
 * refresh a payment. It asks again with the same key until it is answered, and once more later, and compares.
 */

import { errorTable, type Result } from "../../../bff/core/errors.ts";
import type { ServiceContext } from "../../../bff/services/context.ts";
import type { Answer } from "../../../bff/services/idempotency/key-binding.ts";
import { runIdempotent } from "../../../bff/services/idempotency/run-idempotent.ts";
import { cancelSession } from "../../../bff/services/sessions/cancel-session.ts";
import { backend } from "../../support/authors.ts";
import { isTheWorlds, type SimulatedProcess } from "./process.ts";
import type { Dice } from "./random.ts";
import type { Refresh } from "./refreshes.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** What was said to the merchant under one key. */
export interface KeyStory {
  /** Of the request that began last of those that were answered with work done: `status body`. */
  fresh: { readonly begunAt: number; readonly text: string } | null;
  /** The first answer again, as often as it came. */
  readonly repeats: Set<string>;
  /** A request of it broke off: nobody was told what it had done. */
  isUntold: boolean;
}

export interface KeyedRequests {
  readonly stories: ReadonlyMap<string, KeyStory>;
  cancel(sessionId: string): Promise<void>;
  refresh(paymentId: string): Promise<void>;
}

export interface KeyedRequestsOptions {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly anyProcess: () => SimulatedProcess | undefined;
  readonly refresh: Refresh;
}

const mostAttempts = 40;

/** As serve-merchant.ts does it. */
function toAnswer(result: Result<unknown>): Answer {
  if (result.ok) return { status: 200, body: result.value };
  return { status: errorTable[result.code].status, body: { code: result.code } };
}

export function createKeyedRequests(options: KeyedRequestsOptions): KeyedRequests {
  const { time, dice, anyProcess } = options;
  const stories = new Map<string, KeyStory>();
  let requests = 0;

  /** @returns true when it was answered. */
  async function send(
    path: string,
    key: string,
    perform: (context: ServiceContext) => Promise<Result<unknown>>,
  ): Promise<boolean> {
    const process = anyProcess();
    if (process === undefined) return false;
    const story = stories.get(key) ?? { fresh: null, repeats: new Set(), isUntold: false };
    stories.set(key, story);
    const begunAt = time.now();
    const { context } = process;
    // Longer than the key is kept for the request: another one may take it over.
    if (dice.chance(0.3))
      time.after(dice.whole(0, 1_000), async () => process.freeze(dice.whole(45_000, 65_000)));
    const request = { callerId: "backend", method: "POST", path, key, body: {}, holdsKey: true };
    try {
      const outcome = await process.perform(() =>
        runIdempotent(context, { ...request, answerFor: null }, async () => toAnswer(await perform(context))),
      );
      if (outcome.kind === "failure") return false;
      if (outcome.kind === "replay") {
        story.repeats.add(`${outcome.status} ${outcome.text}`);
        return true;
      }
      const { status, body } = outcome.answer;
      // A refusal before any effect frees the key.
      if (status >= 400 && status !== 409) return true;
      if (story.fresh === null || begunAt >= story.fresh.begunAt) {
        story.fresh = { begunAt, text: `${status} ${JSON.stringify(body)}` };
      }
      return true;
    } catch (error) {
      if (!isTheWorlds(error)) throw error;
      story.isUntold = true;
      return false;
    }
  }

  async function insist(
    path: string,
    perform: (context: ServiceContext) => Promise<Result<unknown>>,
  ): Promise<void> {
    const key = `held-${++requests}`;
    // A client with a short deadline asks again while the first request still runs.
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      if (dice.chance(0.5)) time.start(async () => void (await send(path, key, perform)));
      else if (await send(path, key, perform)) break;
      await time.wait(dice.whole(1_000, 6_000));
    }
    time.after(dice.whole(3_600_000, 7_200_000), async () => void (await send(path, key, perform)));
  }

  return {
    stories,
    cancel: (sessionId) =>
      insist(`/v1/sessions/${sessionId}/cancel`, (context) =>
        cancelSession(context, { sessionId, author: backend }),
      ),
    refresh: (paymentId) =>
      insist(`/v1/payments/${paymentId}/refresh`, (context) => options.refresh(context, paymentId)),
  };
}
