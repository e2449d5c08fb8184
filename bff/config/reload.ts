/**
 * What a file that is read again changes in a process that runs. Source: docs/secrets.md#reading-the-file-again
 */
import { Secret } from "../core/secret.ts";
import type { AccountConfig, CheckoutConfig } from "./types.ts";

export interface Reload {
  /** What runs from now on: of the file, everything that changes at once, and of the rest what ran before. */
  readonly config: CheckoutConfig;
  /** The keys that changed, such as `merchant.apiKeys`. */
  readonly changed: readonly string[];
  /** The keys that differ in the file, and change with the next start. */
  readonly waiting: readonly string[];
}

/** @param read the file as it is now. @param running the configuration that runs. */
export function planReload(running: CheckoutConfig, read: CheckoutConfig): Reload {
  const config = takeOver(running, read);
  return { config, changed: differences(running, config), waiting: differences(config, read) };
}

function takeOver(running: CheckoutConfig, read: CheckoutConfig): CheckoutConfig {
  const { apiKeys, allowedOrigins, webhooks } = read.merchant;
  return {
    ...running,
    merchant: { ...running.merchant, apiKeys, allowedOrigins, webhooks },
    limits: read.limits,
    console: read.console,
    payouts: read.payouts,
    accounts: takeOverAccounts(running.accounts, read.accounts),
    // A coin of a method that left the file may still be paid with.
    coins: { ...running.coins, ...read.coins },
  };
}

/**
 * The accounts that run, in the order of the file, with its methods. An account of which something else has changed
 * stays whole as it is: its methods may only fit what else has changed.
 */
function takeOverAccounts(
  running: readonly AccountConfig[],
  read: readonly AccountConfig[],
): readonly AccountConfig[] {
  const inFile = new Set(read.map(({ id }) => id));
  const known = read.flatMap((account) => {
    const before = running.find(({ id }) => id === account.id);
    if (before === undefined) return [];
    if (accountDifferences(before, account).some((key) => key !== "methods")) return [before];
    // The same methods leave the adapter as it is.
    return isSame(before.methods, account.methods) ? [before] : [account];
  });
  return [...known, ...running.filter(({ id }) => !inFile.has(id))];
}

/** The keys in which two accounts of one id differ. */
function accountDifferences(one: AccountConfig, other: AccountConfig): string[] {
  const keys = ["provider", "baseUrl", "retired", "callbackSources", "redirectHosts", "methods"] as const;
  const secrets = ["credentials", "options"] as const;
  return [
    ...keys.filter((key) => !isSame(one[key], other[key])),
    ...secrets.filter((key) => one.fingerprints[key] !== other.fingerprints[key]),
  ];
}

/** The keys in which two configurations differ, as in the file, but with an account's id in place of its number. */
function differences(one: CheckoutConfig, other: CheckoutConfig): string[] {
  const { accounts, coins: _coins, ...rest } = one;
  const { accounts: otherAccounts, coins: _otherCoins, ...otherRest } = other;
  return [
    ...differingKeys(rest, otherRest),
    ...differingAccounts(accounts, otherAccounts),
    ...(isSame(
      accounts.map(({ id }) => id),
      otherAccounts.map(({ id }) => id),
    )
      ? []
      : ["accounts"]),
  ];
}

function differingAccounts(one: readonly AccountConfig[], other: readonly AccountConfig[]): string[] {
  return one.flatMap((account) => {
    const partner = other.find(({ id }) => id === account.id);
    if (partner === undefined) return [];
    return accountDifferences(account, partner).map((key) => `accounts.${account.id}.${key}`);
  });
}

/** Down to the second level: `network.trustedProxies`. */
function differingKeys(one: object, other: object, prefix = ""): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].flatMap((name) => {
    const [before, after]: unknown[] = [Reflect.get(one, name), Reflect.get(other, name)];
    if (isSame(before, after)) return [];
    return prefix === "" && isPlain(before) && isPlain(after)
      ? differingKeys(before, after, `${name}.`)
      : [prefix + name];
  });
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isSame(one: unknown, other: unknown): boolean {
  return comparable(one) === comparable(other);
}

/** Only ever compared: it holds secrets. */
function comparable(value: unknown): string {
  return JSON.stringify(unwrapped(value)) ?? "undefined";
}

function unwrapped(value: unknown): unknown {
  if (value instanceof Secret) return ["secret", value.reveal()];
  if (typeof value === "bigint") return ["bigint", String(value)];
  if (Array.isArray(value)) return value.map(unwrapped);
  if (value instanceof Map) return unwrapped([...value]);
  if (!isPlain(value)) return value;
  const entries = Object.entries(value).sort(([name], [next]) => (name < next ? -1 : 1));
  return entries.map(([name, inner]: [string, unknown]) => [name, unwrapped(inner)]);
}
