/** Checks operators' passwords by scrypt, of which only few runs share a process's memory. */
import { createHash, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { OperatorConfig } from "../../config/types.ts";
import {
  bytesOfCost,
  formatPasswordHash,
  hashLength,
  type PasswordHash,
  parsePasswordHash,
  saltLength,
  standardCost,
} from "../../core/password-hash.ts";

const runScrypt = promisify<string, Uint8Array, number, ScryptOptions, Buffer>(scrypt);

/** Each check takes 128 MiB, and a core for a third of a second. */
const mostRunning = 2;
/** Further sign-ins are refused, with a time to try again. */
const mostWaiting = 16;

export interface PasswordChecks {
  /**
   * Whether it is the operator's password. It runs scrypt once, also where there is no such operator, so that the time
   * says nothing. @returns undefined when too many wait.
   */
  check(operator: OperatorConfig | undefined, password: string): Promise<boolean | undefined>;
}

/** For a name that is no operator's, and for a password that stands in the configuration as it is. */
function standIn(cost: PasswordHash["cost"]): PasswordHash {
  return { cost, salt: randomBytes(saltLength), hash: randomBytes(hashLength) };
}

async function runOf(password: string, { cost, salt, hash }: PasswordHash): Promise<Buffer> {
  const { ln, r, p } = cost;
  return await runScrypt(password, salt, hash.length, { N: 2 ** ln, r, p, maxmem: 2 * bytesOfCost(cost) });
}

const digestOf = (text: string) => createHash("sha256").update(text).digest();

/** A new hash of a password, as the configuration takes it. */
export async function hashPassword(password: string, cost = standardCost): Promise<string> {
  const salt = randomBytes(saltLength);
  const hash = await runOf(password, { cost, salt, hash: new Uint8Array(hashLength) });
  return formatPasswordHash({ cost, salt, hash });
}

/**
 * @param costFor what a run costs for which no hash stands in the configuration.
 * @param onRun called at each run of scrypt.
 */
export function createPasswordChecks(options: {
  readonly costFor: () => PasswordHash["cost"];
  readonly onRun?: () => void;
}): PasswordChecks {
  let running = 0;
  const waiting: (() => void)[] = [];

  async function enter(): Promise<boolean> {
    if (running < mostRunning) {
      running++;
      return true;
    }
    if (waiting.length >= mostWaiting) return false;
    // Whoever leaves hands its place on.
    await new Promise<void>((resolve) => waiting.push(resolve));
    return true;
  }

  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }

  return {
    async check(operator, password) {
      if (!(await enter())) return undefined;
      try {
        options.onRun?.();
        const held = operator?.password.reveal() ?? "";
        const hash = parsePasswordHash(held);
        const compared = hash ?? standIn(options.costFor());
        const isRun = timingSafeEqual(await runOf(password, compared), compared.hash);
        const isText = timingSafeEqual(digestOf(password), digestOf(held));
        if (operator === undefined) return false;
        return hash === undefined ? isText : isRun;
      } finally {
        leave();
      }
    },
  };
}
