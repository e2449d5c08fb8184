/**
 * One run: three engines, each with its share of the requests, against one BFF. What is found is told with what repeats
 * it.
 */
import type { Call } from "../support/http-client.ts";
import { type Aim, type EngineName, engineNames, type Verify } from "./aim.ts";
import { type Genuine, liveGenuinely } from "./genuine.ts";
import { compareGrowth } from "./growth.ts";
import { httpAims } from "./http-aims.ts";
import { describeUsage, type MemorySample, objectToUsage, sampledEvery, usageAtRest } from "./memory.ts";
import { objectToMoney } from "./money.ts";
import { rawAims } from "./raw/aims.ts";
import { type Report, type Slowest, show, totalOf, type Wrong } from "./report.ts";
import { createSender, type Sender } from "./send.ts";
import type { Usage } from "./server/bff.ts";
import { openPlace, type Place } from "./server/place.ts";
import { type RunWatch, watchRun } from "./watch.ts";

export interface RunOptions {
  readonly count: number;
  readonly seed: number;
  /** Only this aim, on this path of fast-check's. */
  readonly only?: { readonly aim: string; readonly path: string | undefined };
  readonly say?: (line: string) => void;
  /** Ends the run early. Its reason says who does. */
  readonly interrupt?: AbortSignal;
}

/** Of all requests, in parts of a hundred. Growth takes some of those of the mutations. */
const shares: Readonly<Record<EngineName, number>> = { schema: 50, raw: 20, mutation: 30 };
/** One in so many mutations is a pump at several sizes, which takes two requests or more. */
const growthPart = 20;
/** No request may take the server's thread so long, whatever it is. */
const longestCpuMs = 1_500;
const replayedRuns = 1_000;

/** A number for each name, so that each aim has a seed of its own. */
function seedOf(seed: number, name: string): number {
  let mixed = seed | 0;
  for (const character of name) mixed = (Math.imul(mixed, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return mixed;
}

/** Whatever happens on the way, what was found until then is told. */
export async function runFuzz(options: RunOptions): Promise<Report> {
  const place = await openPlace();
  const sender = createSender(place.bff.url);
  const watch = watchRun(options.interrupt);
  try {
    const genuine = await liveGenuinely(place);
    const run = createRun({ ...options, place, sender, genuine, watch });
    const why = await Promise.race([
      run.all().then(() => null, messageOf),
      watch.stopped.then((reason) => `stopped: ${reason}`),
    ]);
    const report = await run.tell(why);
    await sender.close();
    const wrongs = (await place.stop()).map((what): Wrong => ({ where: "the end", what }));
    return { ...report, wrongs: [...report.wrongs, ...wrongs] };
  } catch (error) {
    await sender.close();
    await place.stop();
    throw error;
  } finally {
    watch.close();
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

interface RunParts extends RunOptions {
  readonly place: Place;
  readonly sender: Sender;
  readonly genuine: Genuine;
  readonly watch: RunWatch;
}

interface Run {
  all(): Promise<void>;
  /** @param why it has not come to its end; null when it has */
  tell(why: string | null): Promise<Report>;
}

function createRun({
  place,
  sender,
  genuine,
  watch,
  seed,
  count,
  only,
  say = () => undefined,
}: RunParts): Run {
  const { bff } = place;
  const wrongs: Wrong[] = [];
  const statuses = new Map<string, number>();
  const requests: Record<EngineName, number> = { schema: 0, raw: 0, mutation: 0 };
  const samples: MemorySample[] = [];
  let slowest: Slowest = { where: "nothing", cpuMs: 0, made: "" };
  let lastCpuMs = 0;
  let growthTried = 0;

  const countStatus = (engine: EngineName, status: number | "closed") => {
    const key = `${engine} ${status}`;
    statuses.set(key, (statuses.get(key) ?? 0) + 1);
  };

  async function sample(): Promise<Usage> {
    const usage = await usageAtRest(() => bff.usage("held"), samples[0]?.usage);
    samples.push({ requests: totalOf(requests), usage });
    say(`${totalOf(requests)} requests: ${describeUsage(usage)}, ${wrongs.length} wrong until now`);
    return usage;
  }

  async function settle(where: string): Promise<void> {
    for (const what of await bff.log.settle()) wrongs.push({ where, what });
    const objection = await bff.objectToHealth();
    if (objection !== null) throw new Error(`after ${where}: ${objection}`);
  }

  /** Throws why the answer is wrong, so that fast-check looks for a smaller request that does the same. */
  const verifyFor =
    ({ engine, name }: Aim): Verify =>
    async (made, run) => {
      if (watch.isStopped()) return;
      requests[engine]++;
      const objection = await run();
      watch.moved();
      const { cpuMs } = await bff.usage();
      const took = cpuMs - lastCpuMs;
      lastCpuMs = cpuMs;
      if (took > slowest.cpuMs) slowest = { where: name, cpuMs: took, made: show(made) };
      if (totalOf(requests) % sampledEvery === 0) lastCpuMs = (await sample()).cpuMs;
      if (objection !== null) throw new Error(objection);
      if (took > longestCpuMs) throw new Error(`took the server's thread ${Math.round(took)} ms`);
    };

  async function aimAt(aim: Aim, numRuns: number): Promise<void> {
    const path = only?.path === undefined ? {} : { path: only.path };
    const details = await aim.check(verifyFor(aim), { seed: seedOf(seed, aim.name), numRuns, ...path });
    if (details.failed) {
      const error = details.errorInstance instanceof Error ? details.errorInstance.message : "";
      wrongs.push({
        where: aim.name,
        what: `${error}\n  made: ${show(details.counterexample)}`,
        replay: `${seed} --replay "${aim.name}" ${details.counterexamplePath}`,
      });
    }
    await settle(aim.name);
  }

  async function aimAll(aims: readonly Aim[]): Promise<void> {
    for (const engine of engineNames) {
      const own = aims.filter((aim) => aim.engine === engine);
      const weight = own.reduce((sum, aim) => sum + aim.weight, 0);
      for (const aim of own) {
        const share = (count * shares[engine] * aim.weight) / 100 / weight;
        if (!watch.isStopped()) await aimAt(aim, only === undefined ? Math.ceil(share) : replayedRuns);
      }
    }
  }

  async function grow(send: (call: Call) => Promise<string | null>): Promise<void> {
    growthTried = only === undefined ? Math.ceil((count * shares.mutation) / 100 / growthPart) : 0;
    const grown = await compareGrowth({
      bff,
      recorded: genuine.recorded,
      seed,
      count: growthTried,
      async send(call) {
        if (watch.isStopped()) return;
        requests.mutation++;
        const what = await send(call);
        watch.moved();
        if (what !== null) wrongs.push({ where: "growth", what });
      },
    });
    for (const what of grown) wrongs.push({ where: "growth", what });
    await settle("growth");
  }

  async function all(): Promise<void> {
    const served = (await place.api.get("/openapi.json")).json();
    const { aims, send } = httpAims({ place, genuine, sender, served, count: countStatus });
    const raw = rawAims({ bff, ...genuine, count: (status) => countStatus("raw", status) });
    const every = [...aims, ...raw];
    const chosen = only === undefined ? every : every.filter(({ name }) => name === only.aim);
    if (chosen.length === 0)
      throw new Error(`there is no "${only?.aim}", but ${every.map(({ name }) => name).join(", ")}`);
    if (watch.isStopped()) return;
    lastCpuMs = (await sample()).cpuMs;
    await aimAll(chosen);
    if (watch.isStopped()) return;
    await grow((call) => send("mutation", call));
    for (const what of await objectToMoney(place)) wrongs.push({ where: "money", what });
    await sample();
  }

  return {
    all,
    async tell(why) {
      if (why !== null)
        await sample().catch((error) => wrongs.push({ where: "the end", what: messageOf(error) }));
      const ended = why === null ? [] : [{ where: "the run", what: why }];
      const used = (why === null ? objectToUsage(samples) : []).map(
        (what): Wrong => ({ where: "memory and sockets", what }),
      );
      return {
        seed,
        requests,
        statuses,
        growthTried,
        slowest,
        samples,
        wrongs: [...wrongs, ...used, ...ended],
      };
    },
  };
}
