/**
 * The hash of an operator's password as text: `$scrypt$ln=17,r=8,p=1$<salt>$<hash>`, both in base64 without `=`. A later
 * way to hash gets a name of its own in the place of `scrypt`.
 *
 * Source: docs/console.md#the-password
 */

export interface ScryptCost {
  /** The logarithm of N to the base 2. */
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

export interface PasswordHash {
  readonly cost: ScryptCost;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

/** What OWASP's password storage cheat sheet asks for first: 128 MiB, and a third of a second of one core. */
export const standardCost: ScryptCost = { ln: 17, r: 8, p: 1 };
export const hashLength = 32;
export const saltLength = 16;

/** A hash that takes more than this would let a sign-in take the process's memory. */
const mostBytes = 256 * 1024 * 1024;
const mostParallel = 16;
const mostText = 512;

/** How many bytes one run of scrypt takes. */
export function bytesOfCost({ ln, r }: ScryptCost): number {
  return 128 * 2 ** ln * r;
}

/** The one whose run takes the longest; undefined for none. */
export function dearestCost(costs: readonly ScryptCost[]): ScryptCost | undefined {
  const workOf = ({ ln, r, p }: ScryptCost) => 2 ** ln * r * p;
  return costs.toSorted((one, other) => workOf(other) - workOf(one))[0];
}

function isBearable(cost: ScryptCost): boolean {
  const { ln, r, p } = cost;
  if (![ln, r, p].every(Number.isInteger)) return false;
  return ln >= 1 && r >= 1 && p >= 1 && p <= mostParallel && bytesOfCost(cost) <= mostBytes;
}

/** Whether somebody meant a hash, even if it is none. */
export function looksLikeHash(text: string): boolean {
  return text.startsWith("$");
}

const numberOf = (text: string | undefined, name: string) =>
  text?.startsWith(`${name}=`) === true ? Number(text.slice(name.length + 1)) : Number.NaN;

const unpadded = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64").replaceAll("=", "");

/** @returns undefined for a text that is no base64 without `=`. */
function bytesOf(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, "base64");
  return unpadded(bytes) === text ? bytes : undefined;
}

/** @returns undefined for a text that is no such hash, or costs more than a sign-in may. */
export function parsePasswordHash(text: string): PasswordHash | undefined {
  if (text.length > mostText) return undefined;
  const [before, name, costs = "", saltText = "", hashText = "", ...rest] = text.split("$");
  if (before !== "" || name !== "scrypt" || rest.length > 0) return undefined;
  const [ln, r, p, ...others] = costs.split(",");
  const cost = { ln: numberOf(ln, "ln"), r: numberOf(r, "r"), p: numberOf(p, "p") };
  if (others.length > 0 || !isBearable(cost)) return undefined;
  const [salt, hash] = [bytesOf(saltText), bytesOf(hashText)];
  if (salt === undefined || salt.length < saltLength) return undefined;
  if (hash === undefined || hash.length < hashLength) return undefined;
  return { cost, salt, hash };
}

export function formatPasswordHash({ cost, salt, hash }: PasswordHash): string {
  const { ln, r, p } = cost;
  return `$scrypt$ln=${ln},r=${r},p=${p}$${unpadded(salt)}$${unpadded(hash)}`;
}
