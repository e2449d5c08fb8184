/**
 * One schedule: customers, a merchant, hostile providers, a failing database and processes that die, for some hours
 * of virtual time; then everything calms down and time runs on until every watch has ended. The seed decides all.
 */

import { randomBytes } from "node:crypto";
import type { KyselyPlugin } from "kysely";
import { receiveCallback } from "../../../bff/services/callbacks/receive-callback.ts";
import { redeliverEvent } from "../../../bff/services/events/redeliver-event.ts";
import { leaseMs } from "../../../bff/services/runs/lease-duration.ts";
import { createSeal } from "../../../bff/storage/encryption/seal.ts";
import type { Database } from "../../../bff/storage/engine/database.ts";
import { nextRunAt } from "../../../bff/storage/jobs/claim-jobs.ts";
import { backend } from "../../support/authors.ts";
import type { Delivery } from "./callbacks.ts";
import { createCreators } from "./creators.ts";
import { createCustomers } from "./customers.ts";
import {
  createSwitchboard,
  freezingSwitches,
  refundSwitches,
  switchNames,
  wiredSwitches,
} from "./hostile-switches.ts";
import { calm, randomHostility } from "./hostility.ts";
import { createKeyedRequests } from "./keyed-requests.ts";
import { createMerchant } from "./merchant.ts";
import { createMisfortunes } from "./misfortunes.ts";
import type { HeldOrder } from "./orders.ts";
import { createProcess, isTheWorlds, type SimulatedProcess } from "./process.ts";
import { endPayouts, payAtTheLastMoment, playProviders } from "./provider-life.ts";
import { createProviders } from "./providers.ts";
import { createDice } from "./random.ts";
import { createReconciler } from "./reconciler.ts";
import { createRefresh } from "./refreshes.ts";
import { createRefunder } from "./refunds/refunder.ts";
import { createSessionChanges } from "./session-changes.ts";
import { createShop } from "./shop.ts";
import { createVirtualTime } from "./virtual-time.ts";
import { createWatch } from "./watch.ts";
import type { ScheduleOptions, World } from "./world.ts";
import { wrongAddressOf } from "./wrong-address.ts";

const minutes = 60_000;
const hours = 60 * minutes;
const days = 24 * hours;
const idlePollMs = hours;
/** Shorter than the right to ask a provider lasts. */
const shortFreezeMs = 5_000;
const start = Date.UTC(2026, 10, 20, 9);

function withPlugin(database: Database, plugin: KyselyPlugin | undefined): Database {
  return plugin === undefined ? database : { ...database, kysely: database.kysely.withPlugin(plugin) };
}

export async function runSchedule(options: ScheduleOptions): Promise<World> {
  const { seed, sabotage = {}, allowed = switchNames, forced } = options;
  const database = withPlugin(options.database, sabotage.plugin);
  const dice = createDice(seed);
  const time = createVirtualTime(start, isTheWorlds);
  const seal = createSeal(randomBytes(32));
  const switchboard = createSwitchboard(seed, { allowed, ...(forced === undefined ? {} : { forced }) });
  const shop = createShop({ time, dice, switchboard, redeliver });
  let processes: SimulatedProcess[] = [];
  const complaints: string[] = [];
  const troubles: number[] = [];
  const noteTrouble = () => void troubles.push(time.now());
  let hostility = calm;
  const watch = createWatch({ database, time, complain: (sentence) => complaints.push(sentence) });
  const seen = { deaths: 0, shutdowns: 0, freezes: 0, jumps: 0 };
  let started = 0;
  let requests = 0;

  /** A request has an id of its own, also one of two in the same millisecond. */
  const authorOf = () => ({ ...backend, requestId: `req_${++requests}` });
  const up = () => processes.filter((process) => process.isUp());
  const anyProcess = (): SimulatedProcess | undefined => {
    const [first, ...others] = up();
    return first === undefined ? undefined : dice.pick([first, ...others]);
  };
  const creators = createCreators({ time, switchboard, anyProcess });
  const complain = (sentence: string) => complaints.push(sentence);
  const misfortunes = createMisfortunes({
    time,
    switchboard,
    database,
    shop,
    up,
    alive: () => processes,
    mayJump: creators.mayJump,
  });

  async function redeliver(eventId: string): Promise<boolean> {
    const process = anyProcess();
    if (process === undefined) return false;
    try {
      const answer = await redeliverEvent(process.context, { eventId, author: authorOf() });
      lookSoon();
      return answer.ok;
    } catch (error) {
      if (isTheWorlds(error)) return false;
      throw error;
    }
  }

  async function deliver({ url, body, withToken, headers = {} }: Delivery): Promise<number> {
    const process = anyProcess();
    if (process === undefined) return 503;
    const [, , accountId = "", token = ""] = new URL(url).pathname.split("/");
    try {
      const raw = { body, headers, query: "" };
      const callback = { accountId, token: withToken ? token : null, raw };
      const answer = await process.perform(() => receiveCallback(process.context, callback));
      lookSoon();
      return answer.ok ? 200 : answer.code === "not_found" ? 404 : 401;
    } catch (error) {
      if (isTheWorlds(error)) return 503;
      throw error;
    }
  }

  const isSingleFlight = () =>
    hostility.jumpMs === 0 &&
    hostility.freezeMs <= shortFreezeMs &&
    !freezingSwitches.some((name) => switchboard.drawn.includes(name));
  const meddle = (order: HeldOrder) => customers.meddle(order);
  const providerOptions = {
    time,
    dice,
    switchboard,
    deliver,
    wrongAddress: (order: HeldOrder) => wrongAddressOf(order, { providers, dice }),
    complain,
    isSingleFlight,
    meddle,
  };
  const isWired = wiredSwitches.some((name) => switchboard.drawn.includes(name));
  const providers = createProviders(providerOptions, isWired);

  function startProcess(): void {
    started++;
    const process = createProcess({
      name: `process-${started}`,
      database,
      seal,
      time,
      dice,
      switchboard,
      providers,
      sendWebhook: shop.send,
      nameOf: misfortunes.nameOf,
      isRetired: misfortunes.isRetired,
      endpoints: misfortunes.endpoints(),
      hostility: () => hostility,
      complain,
      onCommit: watch.look,
      onFault: noteTrouble,
      ...(sabotage.context === undefined ? {} : { sabotage: sabotage.context }),
      onEnd(how) {
        if (how === "killed") seen.deaths++;
        else seen.shutdowns++;
        noteTrouble();
        processes = processes.filter((other) => other !== process);
        const inMs = dice.whole(500, 20_000);
        time.after(Math.max(inMs, misfortunes.downUntil - time.now()), async () => startProcess());
      },
    });
    process.setClock(dice.whole(-hostility.skewMs, hostility.skewMs));
    processes.push(process);
    time.start(() => workLoop(process));
  }

  /** The job loop's own rhythm: at once when something is due, else a look now and then. */
  async function workLoop(process: SimulatedProcess): Promise<void> {
    if (!process.isUp()) return;
    try {
      await process.work();
    } catch (error) {
      if (!isTheWorlds(error)) throw error;
    }
    const now = process.context.clock.now();
    const next = (await nextRunAt(database.kysely, { now, leaseMs })) ?? now + idlePollMs;
    const most = time.now() > start + 7 * days ? 12 * hours : idlePollMs;
    time.after(Math.min(Math.max(next - now, 500), most), () => workLoop(process));
  }

  /** What was done may have left something that is due before the loops look again. */
  function lookSoon(): void {
    for (const process of up()) time.after(600, () => process.work());
  }

  /** A process dies between two awaits of whatever it is doing, or is ended in order, stands still, or its clock is set. */
  async function reaper(): Promise<void> {
    const process = anyProcess();
    if (process !== undefined) {
      const roll = dice.next();
      if (roll < 0.45) process.killAfter(dice.whole(1, 60));
      else if (roll < 0.65) time.start(() => process.shutDown());
      else if (roll < 0.8) {
        seen.freezes++;
        process.freeze(dice.whole(1_000, hostility.freezeMs));
      } else {
        if (hostility.jumpMs > 0) seen.jumps++;
        process.setClock(dice.whole(-hostility.jumpMs, hostility.jumpMs));
      }
    }
    if (time.now() < start + 4 * hours) time.after(dice.whole(10_000, hours), reaper);
  }

  hostility = randomHostility(dice);
  for (let i = dice.whole(1, 2); i > 0; i--) startProcess();
  // While one stands still another takes over.
  if (up().length < 2 && freezingSwitches.some((name) => switchboard.isOn(name))) startProcess();
  for (const provider of providers.values()) provider.hostility = hostility.provider;
  const merchant = createMerchant({
    time,
    dice,
    switchboard,
    anyProcess: creators.anyProcess,
    isWired,
    keyless: sabotage.keyless === true,
    bindsByChance: sabotage.bindsByChance === true,
  });
  const refresh = createRefresh(time);
  const keyed = createKeyedRequests({ time, dice: switchboard.dice, anyProcess, refresh });
  const shared = { time, dice, anyProcess: creators.anyProcess, merchant, database, lookSoon };
  const customers = createCustomers({ ...shared, switchboard, refresh, keyed, isWired, complain });
  for (let i = dice.pick([0, 0, 1, 2]); i > 0; i--) {
    time.after(dice.whole(0, 30 * minutes), () => merchant.payOut());
  }
  const refunder = createRefunder({
    ...shared,
    dice: createDice(seed ^ 0x2f6e_2b1d),
    switchboard,
    endPayouts: () => endPayouts({ dice, providers }),
    isWired,
    start,
  });
  if (refundSwitches.some((name) => switchboard.isOn(name))) refunder.begin();
  const changes = createSessionChanges({ ...shared, dice: createDice(seed ^ 0x71c3_09a5), start });
  if (switchboard.isOn("sessionsChanged")) changes.begin();
  const reconcilersDice = createDice(seed ^ 0x3d81_5ec7);
  const reconciler = createReconciler({ ...shared, dice: reconcilersDice, switchboard, providers, complain });
  if (switchboard.isOn("reconciled")) reconciler.begin();
  misfortunes.begin();
  playProviders({ time, dice, switchboard, providers, merchant, database, start });
  if (dice.chance(0.8)) time.after(dice.whole(0, 20 * minutes), reaper);
  if (dice.chance(0.3)) shop.downUntil = start + dice.whole(0, 26 * hours);

  await time.runUntil(start + 6 * hours);
  hostility = calm;
  switchboard.calmDown();
  for (const provider of providers.values()) {
    provider.hostility = calm.provider;
  }
  endPayouts({ dice, providers });
  for (const process of up()) {
    process.setClock(0);
    process.killAfter(Number.POSITIVE_INFINITY);
  }
  if (up().length === 0) startProcess();
  if (switchboard.drawn.includes("clocksFarAhead")) {
    time.after(hours, async () => {
      const unanswered = await merchant.askOnceMore();
      // A retired account takes nothing new, and there is none of a renamed account's old name.
      const takesNothing = ["accountRetired", "accountRenamed"] as const;
      if (!takesNothing.some((name) => switchboard.drawn.includes(name)))
        for (const key of unanswered) complain(`${key} is not answered, hours later`);
      time.after(hours, async () => endPayouts({ dice, providers }));
    });
  }
  const isLastQueryLost = switchboard.drawn.includes("lostLastQueries");
  await payAtTheLastMoment({ time, dice, providers, database, misfortunes, isLastQueryLost, up });
  await time.runUntil(start + 7 * days);
  await time.runUntil((await refunder.openUntil()) + 8 * days);
  if (switchboard.drawn.includes("reconciled") && !isWired && misfortunes.restoredAt === null) {
    time.start(reconciler.compareAtRest);
    await time.runUntil(time.now() + 8 * days);
  }
  return {
    seed,
    database,
    providers,
    shop,
    merchant,
    refunder,
    changes,
    keyed,
    switchboard,
    watch,
    failures: time.failures,
    troubles,
    restoredAt: misfortunes.restoredAt,
    complaints,
    seen,
  };
}
