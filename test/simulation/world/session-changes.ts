/** The merchant changes what is still to be paid: before the customer begins, while they are at it, and afterwards. */
import { type ChangeSessionRequest, changeSessionRequest } from "../../../bff/contract.ts";
import { patchSession } from "../../../bff/services/sessions/patch-session.ts";
import { readSession } from "../../../bff/services/sessions/read-sessions.ts";
import type { Database } from "../../../bff/storage/engine/database.ts";
import { backend } from "../../support/authors.ts";
import type { SimulatedMerchant } from "./merchant.ts";
import type { Dice } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface SessionChanges {
  /** By session, every amount that it may have had beside its first, in minor units. */
  readonly amounts: ReadonlyMap<string, ReadonlySet<bigint>>;
  begin(): void;
}

export interface SessionChangesOptions {
  readonly time: VirtualTime;
  /** Of its own: with the switch off, a seed tells its old story. */
  readonly dice: Dice;
  readonly merchant: SimulatedMerchant;
  readonly database: Database;
  readonly lookSoon: () => void;
  /** Epoch ms. */
  readonly start: number;
}

const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;
const lastChange = 5 * hours;
const amounts = ["150.00", "20.50", "500.00", "9999.99"] as const;

export function createSessionChanges(options: SessionChangesOptions): SessionChanges {
  const { time, dice, merchant, database, start } = options;
  const asked = new Map<string, Set<bigint>>();
  let requests = 0;

  function bodyFor(currency: string): ChangeSessionRequest {
    const value = dice.pick(amounts);
    const items = dice.pick([
      null,
      [{ name: "Coffee", quantity: dice.whole(1, 3), amount: { value, currency } }],
    ] as const);
    return changeSessionRequest.parse({
      ...(dice.chance(0.8) ? { amount: { value, currency } } : {}),
      ...(dice.chance(0.3) ? { items } : {}),
      ...(dice.chance(0.3) ? { expiresIn: dice.pick([60, 3_600, 86_400]) } : {}),
    });
  }

  async function change(sessionId: string, currency: string): Promise<void> {
    const body = changeSessionRequest.parse(bodyFor(currency));
    if (body.amount !== undefined) {
      const minor = BigInt(body.amount.value.replace(".", ""));
      asked.set(sessionId, (asked.get(sessionId) ?? new Set()).add(minor));
    }
    await merchant.insist({
      method: "PATCH",
      path: `/v1/sessions/${sessionId}`,
      key: `change-${++requests}`,
      body,
      holdsKey: true,
      make: (context, keyBinding) =>
        patchSession(context, { sessionId, request: body, author: backend, keyBinding }),
      read: (context, id) => readSession(context, { sessionId: id }),
      mayBeRefused: true,
    });
    options.lookSoon();
  }

  async function live(): Promise<void> {
    const rows = await database.kysely
      .selectFrom("sessions")
      .select(["id", "currency"])
      .orderBy("created_at")
      .orderBy("id")
      .execute();
    const [first, ...others] = rows;
    if (first !== undefined) {
      const { id, currency } = dice.pick([first, ...others]);
      time.start(() => change(id, currency));
    }
    const isEarly = time.now() < start + 15 * minutes;
    const inMs = dice.whole(seconds, isEarly ? 3 * minutes : 40 * minutes);
    if (time.now() + inMs < start + lastChange) time.after(inMs, live);
  }

  return {
    amounts: asked,
    begin() {
      time.after(dice.whole(seconds, 2 * minutes), live);
    },
  };
}
