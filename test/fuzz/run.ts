/**
 * One run: three engines, each with its share of the requests, against one BFF. What is found is told with what repeats
 * it.
 */
import { type Aim, type EngineName, engineNames, type Verify } from "./aim.ts";
import { type Genuine, liveGenuinely } from "./genuine.ts";
import { compareGrowth } from "./growth.ts";
import { httpAims } from "./http-aims.ts";
import { objectToMoney } from "./money.ts";
import { rawAims } from "./raw/aims.ts";
import { type Report, type Slowest, show, type Wrong } from "./report.ts";
import { createSender, type Sender } from "./send.ts";
import type { Usage } from "./server/bff.ts";
import { openPlace, type Place } from "./server/place.ts";

export interface RunOptions {
  readonly count: number;
  readonly seed: number;
  /** Only this aim, on this path of fast-check's. */
  readonly only?: { readonly aim: string; readonly path: string | undefined };
  readonly say?: (line: string) => void;
}

/** Of all requests, in parts of a hundred. Growth takes some of those of the mutations. */
const shares: Readonly<Record<EngineName, number>> = { schema: 50, raw: 20, mutation: 30 };
/** One in so many mutations is a pump at several sizes, which takes two requests or more. */
const growthPart = 20;
/** No request may take the server's thread so long, whatever it is. */
const longestCpuMs = 1_500;
const mostHeldBytes = 64 * 1024 * 1024;
const mostSockets = 40;
const replayedRuns = 1_000;

/** A number for each name, so that each aim has a seed of its own. */
function seedOf(seed: number, name: string): number {
  let mixed = seed | 0;
  for (const character of name) mixed = (Math.imul(mixed, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return mixed;
}

export async function runFuzz(options: RunOptions): Promise<Report> {
  const place = await openPlace();
  const sender = createSender(place.bff.url);
  try {
    const genuine = await liveGenuinely(place);
    const report = await createRun({ ...options, place, sender, genuine })();
    await sender.close();
    const wrongs = (await place.stop()).map((what): Wrong => ({ where: "the end", what }));
    return { ...report, wrongs: [...report.wrongs, ...wrongs] };
  } catch (error) {
    await sender.close();
    await place.stop();
    throw error;
  }
}

interface RunParts extends RunOptions {
  readonly place: Place;
  readonly sender: Sender;
  readonly genuine: Genuine;
}

function createRun({ place, sender, genuine, seed, count, only, say = () => undefined }: RunParts) {
  const { bff } = place;
  const wrongs: Wrong[] = [];
  const statuses = new Map<string, number>();
  const requests: Record<EngineName, number> = { schema: 0, raw: 0, mutation: 0 };
  let slowest: Slowest = { where: "nothing", cpuMs: 0, made: "" };
  let lastCpuMs = 0;

  const countStatus = (engine: EngineName, status: number | "closed") => {
    const key = `${engine} ${status}`;
    statuses.set(key, (statuses.get(key) ?? 0) + 1);
  };

  async function settle(where: string): Promise<void> {
    for (const what of await bff.log.settle()) wrongs.push({ where, what });
    const objection = await bff.objectToHealth();
    if (objection !== null) throw new Error(`after ${where}: ${objection}`);
  }

  /** Throws why the answer is wrong, so that fast-check looks for a smaller request that does the same. */
  const verifyFor =
    ({ engine, name }: Aim): Verify =>
    async (made, run) => {
      requests[engine]++;
      const objection = await run();
      const { cpuMs } = await bff.usage();
      const took = cpuMs - lastCpuMs;
      lastCpuMs = cpuMs;
      if (took > slowest.cpuMs) slowest = { where: name, cpuMs: took, made: show(made) };
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
        await aimAt(aim, only === undefined ? Math.ceil(share) : replayedRuns);
      }
      const { residentBytes } = await bff.usage("held");
      say(
        `${engine}: ${requests[engine]} requests of ${own.length} kinds, ${wrongs.length} wrong until now, ` +
          `${Math.round(residentBytes / 1_048_576)} MB resident`,
      );
    }
  }

  function compareUsage(before: Usage, after: Usage): void {
    const grown = after.heapBytes + after.externalBytes - before.heapBytes - before.externalBytes;
    if (grown > mostHeldBytes)
      wrongs.push({ where: "memory", what: `${Math.round(grown / 1e6)} MB more are held` });
    if (after.sockets - before.sockets > mostSockets)
      wrongs.push({ where: "sockets", what: `${after.sockets} are open, ${before.sockets} were` });
  }

  return async (): Promise<Report> => {
    const served = (await place.api.get("/openapi.json")).json();
    const { aims, send } = httpAims({ place, genuine, sender, served, count: countStatus });
    const raw = rawAims({ bff, ...genuine, count: (status) => countStatus("raw", status) });
    const all = [...aims, ...raw];
    const chosen = only === undefined ? all : all.filter(({ name }) => name === only.aim);
    if (chosen.length === 0)
      throw new Error(`there is no "${only?.aim}", but ${all.map(({ name }) => name).join(", ")}`);
    const before = await bff.usage("held");
    lastCpuMs = before.cpuMs;
    await aimAll(chosen);
    const growthTried = only === undefined ? Math.ceil((count * shares.mutation) / 100 / growthPart) : 0;
    const grown = await compareGrowth({
      bff,
      recorded: genuine.recorded,
      seed,
      count: growthTried,
      async send(call) {
        requests.mutation++;
        const what = await send("mutation", call);
        if (what !== null) wrongs.push({ where: "growth", what });
      },
    });
    for (const what of grown) wrongs.push({ where: "growth", what });
    await settle("growth");
    for (const what of await objectToMoney(place)) wrongs.push({ where: "money", what });
    const after = await bff.usage("held");
    compareUsage(before, after);
    return { seed, requests, statuses, growthTried, slowest, before, after, wrongs };
  };
}
