/** Statements, commits and round trips of one operation at a time, of a process that does nothing else. */
import { setTimeout as pause } from "node:timers/promises";
import type { Contender } from "./contender.ts";
import type { Counts } from "./counts.ts";
import type { Customer } from "./drive.ts";
import type { Tools } from "./operations.ts";

export interface Counted {
  readonly name: string;
  readonly counts: Counts;
}

const each = 20;
const idleMs = 1_500;

/** An idle process polls its jobs now and then. Those reads belong to no operation. */
async function countIdle(contender: Contender): Promise<Counts> {
  const before = await contender.readCounts();
  await pause(idleMs);
  return difference(await contender.readCounts(), before);
}

function difference(after: Counts, before: Counts): Counts {
  return {
    statements: after.statements - before.statements,
    commits: after.commits - before.commits,
    roundTrips: after.roundTrips - before.roundTrips,
  };
}

function perOperation(
  all: Counts,
  idle: Counts,
  parts: { readonly count: number; readonly tookMs: number },
): Counts {
  const share = parts.tookMs / idleMs;
  const of = (name: keyof Counts) => Math.max(0, all[name] - idle[name] * share) / parts.count;
  return { statements: of("statements"), commits: of("commits"), roundTrips: of("roundTrips") };
}

/** @param size makes the number of each smaller. */
export async function countOperations(
  contender: Contender,
  { drive }: Pick<Tools, "drive">,
  size: (full: number) => number,
): Promise<Counted[]> {
  const { view } = contender;
  const customers: Customer[] = [];
  const create = (withKey: boolean) => async () => {
    customers.push((await drive.createSession(contender, withKey)).value);
  };
  const settled = async (more: number, work: () => Promise<unknown>) => {
    const delivered = await view.countDeliveries();
    await work();
    await view.waitForDeliveries(delivered + more);
  };
  const tags = new Map<Customer, string>();
  const poll = async (customer: Customer, tag?: string) => {
    tags.set(customer, (await drive.poll(contender, customer, tag)).value);
  };

  // Calls that prepare a statement or connect do so only the first time.
  for (let turn = 0; turn < size(each); turn++) {
    await create(turn % 2 === 0)();
    const [customer] = customers.splice(0);
    if (customer !== undefined) await settled(1, () => drive.start(contender, customer));
  }
  const idle = await countIdle(contender);

  async function count(name: string, works: readonly (() => Promise<unknown>)[]): Promise<Counted> {
    const before = await contender.readCounts();
    const began = performance.now();
    for (const work of works) await work();
    const tookMs = performance.now() - began;
    const all = difference(await contender.readCounts(), before);
    return { name, counts: perOperation(all, idle, { count: works.length, tookMs }) };
  }

  const turns = Array.from({ length: size(each) });
  const counted = [
    await count(
      "POST /v1/sessions",
      turns.map(() => create(false)),
    ),
    await count(
      "POST /v1/sessions with an Idempotency-Key",
      turns.map(() => create(true)),
    ),
  ];
  const paying = customers.splice(0, turns.length);
  const forEach = (work: (customer: Customer) => Promise<unknown>) =>
    paying.map((customer) => () => work(customer));
  counted.push(
    await count(
      "payment start with its webhook",
      forEach((customer) => settled(1, () => drive.start(contender, customer))),
    ),
  );
  counted.push(await count("GET /checkout/status, the first time", forEach(poll)));
  counted.push(await count("GET /checkout/status, 200", forEach(poll)));
  counted.push(
    await count(
      "GET /checkout/status, 304",
      forEach((customer) => poll(customer, tags.get(customer))),
    ),
  );
  await drive.readOrders(contender);
  counted.push(
    await count(
      "PayPro callback with its query and two webhooks",
      forEach((customer) => settled(2, () => drive.pay(contender, customer))),
    ),
  );
  await view.forgetLaterJobs();
  return counted;
}
