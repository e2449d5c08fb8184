/** Opens the keys for the life of one process, and says as long as it runs which it holds. */
import type { Secret } from "../../core/secret.ts";
import type { Database, StorageLogger } from "../engine/database.ts";
import type { EncryptionKey } from "./key-forms.ts";
import { forgetKeyHolder, registerKeyHolder } from "./key-holders.ts";
import { holderOf, keepInUse, openDataKey } from "./key-ring.ts";
import { createSeal, type Seal } from "./seal.ts";

/** `keys rotate` takes a process for dead that has said nothing for several times as long. */
export const beatMs = 10_000;

export interface OpenKeys {
  readonly seal: Seal;
  /** Says once more that the process runs. A timer does so as well. */
  beat(): Promise<void>;
  /** Close it before the database. */
  close(): Promise<void>;
}

export interface OpenKeysOptions {
  readonly database: Database;
  readonly config: {
    readonly encryption: { readonly keys: readonly EncryptionKey[] };
    readonly merchant: { readonly apiKeys: readonly { readonly secret: Secret }[] };
  };
  readonly clock: { now(): number };
  readonly logger: StorageLogger & {
    error(fields: Readonly<Record<string, unknown>>, message: string): void;
  };
  readonly instanceId: string;
}

/** Throws KeyRingError when the configuration lacks a key that is in use. */
export async function openKeys(options: OpenKeysOptions): Promise<OpenKeys> {
  const { database, config, clock, logger, instanceId } = options;
  const encryptionKeys = config.encryption.keys;
  const apiKeys = config.merchant.apiKeys.map(({ secret }) => secret);
  const dataKey = await openDataKey(database, { encryptionKeys, apiKeys, instanceId, now: clock.now() });
  const [first] = encryptionKeys;
  const holder = holderOf(instanceId, encryptionKeys);

  async function beat(): Promise<void> {
    const now = clock.now();
    const wasRetired = await database.transaction(async (trx) => {
      const isNew = first !== undefined && (await keepInUse(trx, { key: first, dataKey, now }));
      await registerKeyHolder(trx, holder, now);
      return isNew;
    });
    if (!wasRetired) return;
    logger.error(
      { reason: first?.id ?? "" },
      "keys rotate has taken this process for dead and retired the key it seals under: restart it, then rotate again",
    );
  }

  // One beat at a time. The last one must not write after the end.
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(beat).catch((error: unknown) => {
      logger.warn({ err: error }, "it could not be written which encryption keys this process holds");
    });
  }, beatMs);
  timer.unref();
  return {
    seal: createSeal(dataKey, encryptionKeys),
    beat,
    async close() {
      clearInterval(timer);
      await running;
      await forgetKeyHolder(database.kysely, instanceId).catch((error: unknown) => {
        logger.warn({ err: error }, "it could not be written that this process ends");
      });
    },
  };
}
