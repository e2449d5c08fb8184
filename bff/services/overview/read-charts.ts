/** The numbers of the console's charts: a row for each day, account, method and currency that has payments. */
import { setImmediate as letOthersRun } from "node:timers/promises";
import type { ChartRow, ChartsAnswer } from "../../contract.ts";
import { dayMs, utcDay } from "../../core/days.ts";
import { toMoney } from "../../core/money.ts";
import { isOpen } from "../../core/payment/status.ts";
import {
  countPaymentsOfDay,
  type PaymentCount,
  type PaymentGroup,
  type TimesToPaid,
  timesToPaidOfDay,
} from "../../storage/repositories/payment-days.ts";
import type { ServiceContext } from "../context.ts";

export interface ChartsInput {
  /** The first and the last day, as yyyy-MM-dd, UTC. */
  readonly from: string;
  readonly to: string;
  readonly account?: string | undefined;
  readonly method?: string | undefined;
}

/** One day at a time, so that SQLite, which works in this thread, holds nobody up for longer than a day takes. */
export async function readCharts(
  { database }: Pick<ServiceContext, "database">,
  { from, to, account, method }: ChartsInput,
): Promise<ChartsAnswer> {
  const days: ChartRow[] = [];
  for (let start = Date.parse(from); start <= Date.parse(to); start += dayMs) {
    const day = { from: start, to: start + dayMs, account, method };
    const counts = await countPaymentsOfDay(database, day);
    await letOthersRun();
    const hasPaid = counts.some(({ status }) => status === "succeeded");
    const times = hasPaid ? await timesToPaidOfDay(database, day) : [];
    days.push(...rowsOf(utcDay(start), counts, times));
    await letOthersRun();
  }
  const sorted = (names: readonly string[]) => [...new Set(names)].sort();
  return {
    from,
    to,
    accounts: sorted(days.map((row) => row.account)),
    methods: sorted(days.map((row) => row.method)),
    days,
  };
}

/** Also tells apart what a coin was before its decimals were changed: such amounts do not add up. */
function keyOf({ account, method, currency, decimals }: PaymentGroup): string {
  return JSON.stringify([account, method, currency, decimals]);
}

function rowsOf(day: string, counts: readonly PaymentCount[], times: readonly TimesToPaid[]): ChartRow[] {
  const timesOf = new Map(times.map((one) => [keyOf(one), one]));
  const groups = Map.groupBy(counts, keyOf);
  return [...groups.keys()].sort().flatMap((key): ChartRow[] => {
    const own = groups.get(key) ?? [];
    const [first] = own;
    if (first === undefined) return [];
    const { account, method, currency, decimals } = first;
    const paid = own.find(({ status }) => status === "succeeded");
    const time = timesOf.get(key);
    const sum = (of: readonly PaymentCount[]) => of.reduce((total, { count }) => total + count, 0);
    return [
      {
        ...{ day, account, method, currency },
        created: sum(own),
        succeeded: paid?.count ?? 0,
        failed: sum(own.filter(({ status }) => status !== "succeeded" && !isOpen(status))),
        amountSucceeded: toMoney({ minor: paid?.sumMinor ?? 0n, currency, decimals }),
        timeToPaidMs: time === undefined ? null : { median: time.medianMs, p95: time.p95Ms },
        reportedByCallback: time?.withCallback ?? 0,
      },
    ];
  });
}
