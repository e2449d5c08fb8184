/**
 * Finds the accounts that can serve a session, by method. A pure function of the configuration; accounts keep
 * the order of the file.
 */

import type { AccountMethod } from "../../config/types.ts";
import { type PaymentMethod, paymentMethod } from "../../contract.ts";
import type { Amount } from "../../core/money.ts";
import type { ProviderAccount, ServiceContext } from "../context.ts";

/** One method at one account. */
export interface Offer {
  readonly method: PaymentMethod;
  readonly account: ProviderAccount;
  readonly accountMethod: AccountMethod;
}

export interface Wanted {
  readonly amount: Amount;
  readonly country: string | null;
  /** The methods to offer, in that order; null: all. */
  readonly methods: readonly PaymentMethod[] | null;
}

export interface EligibleMethods {
  /** By method, in the order of display. Each list is in the order in which the accounts are tried. */
  readonly eligible: ReadonlyMap<PaymentMethod, readonly Offer[]>;
  /** Why a method that suits country and currency cannot take this amount: a sentence. */
  readonly objections: ReadonlyMap<PaymentMethod, string>;
}

export function eligibleMethods(context: Pick<ServiceContext, "accounts">, wanted: Wanted): EligibleMethods {
  const found = new Map<PaymentMethod, Offer[]>();
  const objections = new Map<PaymentMethod, string>();
  for (const account of context.accounts.values()) {
    if (account.retired) continue;
    for (const accountMethod of account.methods) {
      const method = paymentMethod.parse(accountMethod.method);
      if (accountMethod.currency !== wanted.amount.currency) continue;
      if (!suitsCountry(accountMethod, wanted.country)) continue;
      const objection = objectionTo(account, accountMethod, wanted.amount);
      if (objection !== null) {
        objections.set(method, objection);
        continue;
      }
      const list = found.get(method) ?? [];
      list.push({ method, account, accountMethod });
      found.set(method, list);
    }
  }
  const order = wanted.methods ?? [...found.keys()];
  const eligible = new Map(
    order.flatMap((method) => {
      const offers = found.get(method);
      return offers === undefined ? [] : [[method, offers] as const];
    }),
  );
  return { eligible, objections };
}

/**
 * A session without a country may use any method of its currency. A method without countries serves every
 * country.
 */
function suitsCountry(method: AccountMethod, country: string | null): boolean {
  return method.countries === null || country === null || method.countries.includes(country);
}

function objectionTo(account: ProviderAccount, method: AccountMethod, amount: Amount): string | null {
  if (method.minMinor !== null && amount.minor < method.minMinor) {
    return "the amount is below the method's minimum";
  }
  if (method.maxMinor !== null && amount.minor > method.maxMinor) {
    return "the amount is above the method's maximum";
  }
  return account.adapter.objectToAmount(method, amount);
}
