/** Customers who are asked where a refund is to go: they claim it, err, do so twice at once, late or never. */
import type { Beneficiary } from "../../../../bff/contract.ts";
import { submitClaim } from "../../../../bff/services/refunds/submit-claim.ts";
import { isTheWorlds, type SimulatedProcess } from "../process.ts";
import type { Dice } from "../random.ts";
import type { VirtualTime } from "../virtual-time.ts";
import { beneficiaryOf } from "./refund-requests.ts";

export interface ClaimantsOptions {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly anyProcess: () => SimulatedProcess | undefined;
  readonly lookSoon: () => void;
}

/** What was asked of a customer. */
export interface AskedClaim {
  readonly refundId: string;
  readonly accountId: string;
  readonly token: string;
}

export interface Claimants {
  /** By refund, what was taken as its claim: more than one is one too many. */
  readonly taken: ReadonlyMap<string, ReadonlySet<string>>;
  ask(asked: AskedClaim): void;
}

const minutes = 60_000;
const hours = 60 * minutes;
const days = 24 * hours;
const mostAttempts = 6;

export function createClaimants({ time, dice, anyProcess, lookSoon }: ClaimantsOptions): Claimants {
  const taken = new Map<string, Set<string>>();

  /** @returns true when it was answered. */
  async function submit({ refundId, token }: AskedClaim, beneficiary: Beneficiary): Promise<boolean> {
    const process = anyProcess();
    if (process === undefined) return false;
    const request = { token, beneficiary, address: "192.0.2.9", requestId: null };
    try {
      const answer = await process.perform(() => submitClaim(process.context, request));
      lookSoon();
      // The account that is to pay is missing there: the page says so, and the customer tries again.
      if (!answer.ok) return answer.code !== "account_not_configured";
      taken.set(refundId, (taken.get(refundId) ?? new Set()).add(JSON.stringify(beneficiary)));
      return true;
    } catch (error) {
      if (isTheWorlds(error)) return false;
      throw error;
    }
  }

  async function insist(asked: AskedClaim, beneficiary: Beneficiary): Promise<void> {
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      if (await submit(asked, beneficiary)) return;
      await time.wait(dice.whole(1_000, 5 * minutes));
    }
  }

  return {
    taken,
    ask(asked) {
      const payer = beneficiaryOf(asked.accountId, "Ana");
      const another = beneficiaryOf(asked.accountId, "Berta");
      const claim = (by: Beneficiary, inMs: number) => time.after(inMs, () => insist(asked, by));
      const soon = dice.pick([dice.whole(1_000, 10 * minutes), dice.whole(minutes, 4 * hours)]);
      const roll = dice.next();
      if (roll < 0.35) claim(payer, soon);
      else if (roll < 0.5) claim(another, soon);
      else if (roll < 0.65) {
        claim(payer, soon);
        claim(payer, soon + dice.pick([0, 0, dice.whole(0, hours)]));
      } else if (roll < 0.85) {
        claim(payer, soon);
        claim(another, soon + dice.pick([0, 0, dice.whole(0, hours)]));
      } else if (roll < 0.93) claim(payer, 30 * days + dice.whole(-hours, 2 * hours));
    },
  };
}
