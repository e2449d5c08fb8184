/** A merchant who asks one BFF for a new session ten times a second, and writes down what it is answered. */
import { setTimeout as pause } from "node:timers/promises";
import { createdSession } from "../../../bff/contract.ts";
import { createMerchantClient } from "../../support/http-client.ts";

export interface Answer {
  readonly startedAt: number;
  readonly endedAt: number;
  /** "broken": the connection ended without an answer. */
  readonly status: number | "broken";
}

export interface Probe {
  readonly answers: readonly Answer[];
  /** The ids of the sessions that were answered 201, by their idempotency key. */
  readonly acknowledged: ReadonlyMap<string, string>;
  /** Asks for the session of that key once more. @returns its id, or what was answered instead */
  repeat(key: string): Promise<string>;
  stop(): Promise<void>;
}

const everyMs = 100;
/** So long may an answer take, and still nobody calls it an interruption. */
const slowMs = 2_000;

export function startProbe(options: {
  readonly url: string;
  readonly apiKey: string;
  readonly returnUrl: string;
  readonly name: string;
}): Probe {
  const { name, returnUrl } = options;
  const client = createMerchantClient({ baseUrl: options.url, apiKey: options.apiKey, returnUrl });
  const answers: Answer[] = [];
  const acknowledged = new Map<string, string>();
  let stopping = false;

  const ask = (key: string) => {
    const body = { amount: { value: "20.00", currency: "MXN" }, reference: key, country: "MX", returnUrl };
    return client.post("/v1/sessions", body, { "idempotency-key": key });
  };

  async function run(): Promise<void> {
    for (let number = 0; !stopping; number++) {
      const key = `${name}-${number}`;
      const startedAt = performance.now();
      // A connection that breaks is what a merchant sees, too. Whatever it was, the answer is not an acknowledgement.
      const reply = await ask(key).catch(() => undefined);
      answers.push({ startedAt, endedAt: performance.now(), status: reply?.status ?? "broken" });
      if (reply?.status === 201) acknowledged.set(key, reply.as(createdSession).id);
      await pause(everyMs);
    }
  }

  const running = run();
  return {
    answers,
    acknowledged,
    async repeat(key) {
      const reply = await ask(key);
      return reply.status === 201 || reply.status === 200
        ? reply.as(createdSession).id
        : `${reply.status}: ${reply.text}`;
    },
    async stop() {
      stopping = true;
      await running;
    },
  };
}

export interface Interruption {
  /** From the event until the first answer in time after the last that was none. 0: nobody noticed. */
  readonly ms: number;
  readonly failed: number;
}

/** What was not answered in time between two moments; undefined when nothing has succeeded after it. */
export function findInterruption(
  answers: readonly Answer[],
  { from, until }: { readonly from: number; readonly until: number },
): Interruption | undefined {
  const within = answers.filter(({ startedAt, endedAt }) => endedAt >= from && startedAt <= until);
  const isGood = ({ status }: Answer) => status === 201;
  const isBad = (answer: Answer) => !isGood(answer) || answer.endedAt - answer.startedAt > slowMs;
  const lastBad = within.findLastIndex(isBad);
  if (lastBad < 0) return { ms: 0, failed: 0 };
  const healed = within.slice(lastBad).find(isGood);
  if (healed === undefined) return undefined;
  return { ms: healed.endedAt - from, failed: within.filter((answer) => !isGood(answer)).length };
}
