/** Ports for programs of ours that must know their port before they listen. */
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/** Below the range from which operating systems take ports for connections and for servers that ask for any. */
const lowest = 20_000;
const ofOneWorker = 1_000;
const workers = 10;

/** Whether nobody listens on a port of 127.0.0.1 now. */
export async function isFreePort(port: number): Promise<boolean> {
  const probe = createServer().listen(port, "127.0.0.1");
  try {
    await once(probe, "listening");
  } catch {
    return false; // Another program has it.
  }
  probe.close();
  await once(probe, "close");
  return true;
}

/**
 * A port on which nobody listens. It is taken at random from ports that the operating system never gives to anybody by
 * itself, so that it is still free when its program starts. Tests that run side by side take them from ranges of their
 * own: a program that is stopped and started again keeps its port.
 */
export async function findFreePort(): Promise<number> {
  // Vitest numbers its workers from 1.
  const worker = Number(process.env.VITEST_POOL_ID ?? 0);
  while (true) {
    const first = lowest + (worker % workers) * ofOneWorker;
    const port = randomInt(first, first + ofOneWorker);
    if (await isFreePort(port)) return port;
  }
}
