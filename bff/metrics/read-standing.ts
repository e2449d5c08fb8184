/**
 * Reads the gauges for a scrape. The database is read at most once in some seconds, however often somebody scrapes, and a
 * database that does not answer holds nobody up.
 */
import { atMost } from "../at-most.ts";
import type { ServiceContext } from "../services/context.ts";
import { type GaugeValue, readOwnGauges, readStoredGauges } from "./gauges.ts";

const keptMs = 5_000;
const limitMs = 2_000;

interface Stored {
  readonly values: readonly GaugeValue[];
  readonly isUp: boolean;
  readonly readAtMs: number;
}

/** @returns a function that reads them. It does not throw. */
export function createStandingReader(context: ServiceContext): () => Promise<readonly GaugeValue[]> {
  let kept: Stored | undefined;
  let reading: Promise<Stored> | undefined;
  /** A read that has got no answer yet. Another one would take another connection. */
  let unanswered: Promise<void> | undefined;

  async function read(): Promise<Stored> {
    let values: readonly GaugeValue[] | undefined;
    if (unanswered !== undefined) return { values: [], isUp: false, readAtMs: performance.now() };
    const stored = readStoredGauges(context)
      .then((found) => {
        values = found;
      })
      .finally(() => {
        unanswered = undefined;
      });
    unanswered = stored;
    await atMost(stored, limitMs, (error) => {
      if (!context.database.isUnavailable(error))
        context.logger.error({ err: error }, "metrics cannot be read");
    });
    return { values: values ?? [], isUp: values !== undefined, readAtMs: performance.now() };
  }

  return async () => {
    if (kept === undefined || performance.now() - kept.readAtMs >= keptMs) {
      reading ??= read().finally(() => {
        reading = undefined;
      });
      kept = await reading;
    }
    const up: GaugeValue = { name: "database_up", labels: {}, value: kept.isUp ? 1 : 0 };
    return [...kept.values, up, ...readOwnGauges(context)];
  };
}
