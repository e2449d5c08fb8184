/**
 * Two BFFs under load, and PostgreSQL changes its primary: nothing that was acknowledged is lost, nothing is doubled, and
 * requests succeed again within 30 s. `npm run test:failover` runs it; docs/scaling.md has the figures.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { allPayments } from "../kill/support/aftermath.ts";
import { type Load, startLoad } from "../kill/support/load.ts";
import {
  apiKey,
  clientOf,
  expectAftermath,
  quiet,
  seed,
  setUp,
  startBff,
  undo,
} from "../kill/support/place.ts";
import { createDice } from "../simulation/world/random.ts";
import { startPgBouncer } from "../support/pgbouncer.ts";
import { findServerUser } from "../support/postgres-programs.ts";
import { createDatabase } from "../support/postgres-server.ts";
import { type Cluster, startCluster } from "./support/cluster.ts";
import { pgBouncerSettings } from "./support/deploy-files.ts";
import { type Entrance, startHaProxy } from "./support/entrance.ts";
import { findInterruption, type Probe, startProbe } from "./support/probe.ts";
import { type Programs, programsFor, versionsOf } from "./support/programs.ts";
import { createLog, say, seconds } from "./support/say.ts";
import { type Scenario, scenarios } from "./support/scenarios.ts";

const goalMs = 30_000;
const wait = { timeout: 120_000, interval: 200 };
const customers = 4;
const summary: string[] = [];

let folder = "";
let programs: Programs;
let cluster: Cluster;
let haProxy: Entrance;

beforeAll(async () => {
  const user = findServerUser();
  if (user === undefined) throw new Error("this needs root, for network namespaces");
  folder = mkdtempSync(join(tmpdir(), "pay-checkout-failover-"));
  // The user of PostgreSQL walks through it.
  chmodSync(folder, 0o755);
  programs = programsFor(user, folder);
  for (const version of versionsOf(programs)) say(version);
  const log = createLog();
  cluster = await startCluster({ programs, user, folder });
  haProxy = await startHaProxy(cluster, programs, folder);
  log.at("a primary and its synchronous standby are running");
});

afterAll(async () => {
  await haProxy?.program.kill();
  await cluster?.remove();
  rmSync(folder, { recursive: true, force: true });
  say(
    ["", `load: ${customers} customers, two BFFs; until requests succeed again:`, ...summary, ""].join("\n"),
  );
});

type Way = "haproxy" | "pgbouncer by session" | "pgbouncer by transaction";

/** @returns the URL for the BFFs of a new database. */
async function enter(way: Way): Promise<string> {
  await expect.poll(() => cluster.isWhole(), wait).toBe(true);
  // HAProxy takes both servers for primaries until its first checks.
  const database = await vi.waitFor(() => createDatabase(haProxy.url), wait);
  undo.push(() => database.drop());
  if (way === "haproxy") return database.url;
  const bouncer = await startPgBouncer(database.url, {
    mode: way === "pgbouncer by session" ? "session" : "transaction",
    size: 40,
    settings: pgBouncerSettings(),
    program: { path: programs.pgbouncer, environment: programs.environment },
  });
  undo.push(() => bouncer.stop());
  return bouncer.url;
}

/** Waits until the cluster has another primary than before, and then until each BFF has succeeded. */
async function befall(scenario: Scenario, probes: readonly Probe[]) {
  const primary = await cluster.primary();
  const other = cluster.machines.find((machine) => machine !== primary);
  if (primary === undefined || other === undefined) throw new Error("there is no primary");
  const log = createLog();
  const from = performance.now();
  log.begin(`${primary.name} is the primary: ${scenario.title}`);
  await scenario.strike(primary, other);
  await expect.poll(async () => (await cluster.primary())?.name, wait).toBe(other.name);
  log.at(`${other.name} is the primary`);
  const succeeded = (probe: Probe, after: number) =>
    probe.answers.some(({ startedAt, status }) => startedAt > after && status === 201);
  const promotedAt = performance.now();
  await expect.poll(() => probes.every((probe) => succeeded(probe, promotedAt)), wait).toBe(true);
  log.at("both BFFs answer again");
  const mendedAt = performance.now();
  scenario.mend(primary);
  await expect.poll(() => cluster.isWhole(), wait).toBe(true);
  log.at(`${primary.name} is its synchronous standby`);
  const wholeAt = performance.now();
  await expect.poll(() => probes.every((probe) => succeeded(probe, wholeAt)), wait).toBe(true);
  return { log, from, mendedAt, until: performance.now() };
}

/** Sentences about sessions that were acknowledged, and are not there, or are another one when asked for again. */
async function findLost(
  probes: readonly Probe[],
  load: Load,
  api: ReturnType<typeof clientOf>,
): Promise<string[]> {
  const lost: string[] = [];
  for (const probe of probes) {
    for (const [key, id] of probe.acknowledged) {
      const again = await probe.repeat(key);
      if (again !== id) lost.push(`${key} was ${id}, and is ${again} when it is asked for again`);
    }
  }
  for (const { id } of load.sessions.values()) {
    const reply = await api.get(`/v1/sessions/${id}`);
    if (reply.status !== 200) lost.push(`${id} was acknowledged, and is answered ${reply.status}`);
  }
  return lost;
}

describe.each<Way>(["haproxy", "pgbouncer by session", "pgbouncer by transaction"])("through %s", (way) => {
  test.each(scenarios)("$name", async (scenario) => {
    say(`\n${way}: ${scenario.name}`);
    const place = await setUp(await enter(way));
    const { sandbox, webhooks } = place;
    const bffs = [await startBff(place), await startBff(place)] as const;
    const [first] = bffs;
    const dice = createDice(seed);
    const { origin } = webhooks;
    const load = startLoad({ url: () => dice.pick(bffs).url, apiKey, origin, sandbox, customers, seed });
    const returnUrl = `${origin}/thanks`;
    const probes = bffs.map(({ url }, index) =>
      startProbe({ url, apiKey, returnUrl, name: `probe-${index}` }),
    );
    await expect.poll(() => load.sessions.size, quiet).toBeGreaterThan(10);
    const { log, from, mendedAt, until } = await befall(scenario, probes);
    await Promise.all(probes.map((probe) => probe.stop()));
    await load.stop();

    const lost = await findLost(probes, load, clientOf(first, place));
    const count = load.sessions.size + probes.reduce((sum, probe) => sum + probe.acknowledged.size, 0);
    log.at(`${count} acknowledged sessions asked for again, ${lost.length} lost`);
    await expectAftermath(first, place);
    const failed = (await allPayments(clientOf(first, place))).filter(({ status }) => status === "failed");
    const alone = cluster.machines.map((machine) => machine.psql("select count(*) from split_brain"));
    log.at("every payment, order and webhook compared");

    const odd = new Set(probes.flatMap(({ answers }) => answers.map(({ status }) => status)));
    const first30 = probes.map(({ answers }) => findInterruption(answers, { from, until: mendedAt }));
    const later = probes.map(({ answers }) => findInterruption(answers, { from: mendedAt, until }));
    const worst = Math.max(...first30.map((interruption) => interruption?.ms ?? Number.POSITIVE_INFINITY));
    const back = Math.max(...later.map((interruption) => interruption?.ms ?? Number.POSITIVE_INFINITY));
    const refused = first30.reduce((sum, interruption) => sum + (interruption?.failed ?? 0), 0);
    const line = `${way}, ${scenario.name}: ${seconds(worst)} (${refused} refused; ${seconds(back)} when the old one came back)`;
    log.at(line);
    summary.push(`  ${line}`);

    expect(lost).toEqual([]);
    expect(load.surprises).toEqual([]);
    expect([...odd].filter((status) => status !== 201 && status !== 503)).toEqual([]);
    expect(failed).toEqual([]);
    expect(alone).toEqual(["0", "0"]);
    expect(worst).toBeLessThan(goalMs);
    expect(back).toBeLessThan(goalMs);
  });
});
