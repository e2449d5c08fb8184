/** Finds running processes by the encryption keys that they hold. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../engine/database.ts";
import { forgetKeyHolder, readKeyHolders, type SeenKeyHolder } from "./key-holders.ts";
import { beatMs } from "./open-keys.ts";

/** A process that runs has written its row anew by then, also if it was slow twice. */
const silenceMs = 3 * beatMs + 2_000;
const lookMs = 250;

export interface FindProcessesOptions {
  readonly isWanted: (holder: SeenKeyHolder) => boolean;
  /** Called once if it must wait to see which of them still run. */
  readonly onWait: (seconds: number) => void;
  /** Default: {@link silenceMs}. */
  readonly silenceMs?: number;
}

/**
 * The processes that are wanted and run. Returns as soon as one of them shows that it runs, or all of them have ended.
 * One that was killed shows nothing for half a minute, and is forgotten.
 */
export async function findProcesses(
  database: Database,
  { isWanted, onWait, ...options }: FindProcessesOptions,
): Promise<readonly SeenKeyHolder[]> {
  const limitMs = options.silenceMs ?? silenceMs;
  const read = async () => (await readKeyHolders(database.kysely)).filter(isWanted);
  const first = new Map((await read()).map((holder) => [holder.instanceId, holder.seenAt]));
  if (first.size === 0) return [];
  onWait(Math.ceil(limitMs / 1_000));
  const deadline = performance.now() + limitMs;
  for (;;) {
    const now = await read();
    const running = now.filter(({ instanceId, seenAt }) => first.get(instanceId) !== seenAt);
    if (running.length > 0 || now.length === 0) return running;
    if (performance.now() >= deadline) break;
    await sleep(lookMs);
  }
  for (const instanceId of first.keys()) await forgetKeyHolder(database.kysely, instanceId);
  return [];
}
