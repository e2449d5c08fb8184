/**
 * One run: three engines, each with its share of the requests, against one BFF. What is found is told with what repeats
 * it.
 */
import fc from "fast-check";
import { z } from "zod";
import { browserPayment, createdSession } from "../../bff/contract.ts";
import { createApiCheck } from "../support/api-check.ts";
import type { Call } from "../support/http-client.ts";
import { type Aim, type EngineName, engineNames, type Verify } from "./aim.ts";
import { type Genuine, liveGenuinely } from "./genuine.ts";
import { compareGrowth } from "./growth.ts";
import { createJudge } from "./judge.ts";
import { objectToMoney } from "./money.ts";
import { mutationsOf } from "./mutation/requests.ts";
import { rawAims } from "./raw/aims.ts";
import { type Described, readDocument } from "./schema/document.ts";
import { createHints } from "./schema/hints.ts";
import { requestsOf } from "./schema/requests.ts";
import { type Answer, createSender, type Sender } from "./send.ts";
import type { Usage } from "./server/bff.ts";
import { openPlace, type Place } from "./server/place.ts";

export interface Wrong {
  /** Where it was found: the name of an aim, or what was watched. */
  readonly where: string;
  readonly what: string;
  /** Arguments that repeat it. */
  readonly replay?: string;
}

export interface Report {
  readonly seed: number;
  readonly requests: Readonly<Record<EngineName, number>>;
  /** By engine and status; `closed` is a connection without an answer. */
  readonly statuses: ReadonlyMap<string, number>;
  readonly growthTried: number;
  /** The request that took the server's thread longest. */
  readonly slowest: { readonly where: string; readonly cpuMs: number; readonly made: string };
  readonly before: Usage;
  readonly after: Usage;
  readonly wrongs: readonly Wrong[];
}

export interface RunOptions {
  readonly count: number;
  readonly seed: number;
  /** Only this aim, on this path of fast-check's. */
  readonly only?: { readonly aim: string; readonly path: string | undefined };
  readonly say?: (line: string) => void;
}

/** Of all requests, in parts of a hundred. Growth takes some of those of the mutations. */
const shares: Readonly<Record<EngineName, number>> = { schema: 50, raw: 20, mutation: 30 };
/** One in so many mutations is a pump at two sizes, which takes two requests or more. */
const growthPart = 20;
/** No request of this size may take the thread so long, wherever it goes. */
const longestCpuMs = 1_500;
const mostHeldBytes = 64 * 1024 * 1024;
const mostSockets = 40;
const shownCharacters = 1_500;

/** A number for each name, so that each aim has a seed of its own. */
function seedOf(seed: number, name: string): number {
  let mixed = seed | 0;
  for (const character of name) mixed = (Math.imul(mixed, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return mixed;
}

export function show(made: unknown): string {
  const text = JSON.stringify(made, (_name, value) =>
    value instanceof Uint8Array || value?.type === "Buffer"
      ? `bytes ${Buffer.from(value).toString("latin1")}`
      : value,
  );
  return text.length <= shownCharacters
    ? text
    : `${text.slice(0, shownCharacters)}… (${text.length} characters)`;
}

export async function runFuzz(options: RunOptions): Promise<Report> {
  const place = await openPlace();
  const sender = createSender(place.bff.url);
  let finished: Report | undefined;
  try {
    const genuine = await liveGenuinely(place);
    finished = await createRun({ ...options, place, sender, genuine }).run();
  } finally {
    await sender.close();
    const ending = await place.stop();
    if (finished !== undefined) {
      const wrongs = ending.map((what): Wrong => ({ where: "the end", what }));
      finished = { ...finished, wrongs: [...finished.wrongs, ...wrongs] };
    }
  }
  return finished;
}

interface RunParts extends RunOptions {
  readonly place: Place;
  readonly sender: Sender;
  readonly genuine: Genuine;
}

function createRun(parts: RunParts) {
  const { place, sender, genuine, seed, count, only, say = () => undefined } = parts;
  const { bff } = place;
  const { pools, recorded } = genuine;
  const wrongs: Wrong[] = [];
  const statuses = new Map<string, number>();
  const requests: Record<EngineName, number> = { schema: 0, raw: 0, mutation: 0 };
  let slowest = { where: "", cpuMs: 0, made: "" };
  let lastCpuMs = 0;

  const countStatus = (engine: EngineName, status: number | "closed") => {
    const key = `${engine} ${status}`;
    statuses.set(key, (statuses.get(key) ?? 0) + 1);
  };

  async function timed(
    where: string,
    made: unknown,
    run: () => Promise<string | null>,
  ): Promise<string | null> {
    const objection = await run();
    const { cpuMs } = await bff.usage();
    const took = cpuMs - lastCpuMs;
    lastCpuMs = cpuMs;
    if (took > slowest.cpuMs) slowest = { where, cpuMs: took, made: show(made) };
    return objection ?? (took > longestCpuMs ? `took the server ${Math.round(took)} ms` : null);
  }

  async function settle(where: string): Promise<void> {
    for (const what of await bff.log.settle()) wrongs.push({ where, what });
    const objection = await bff.objectToHealth();
    if (objection !== null) throw new Error(`after ${where}: ${objection}`);
  }

  async function aimAt(aim: Aim, numRuns: number): Promise<void> {
    const verify: Verify = async (made, run) => {
      requests[aim.engine]++;
      const objection = await timed(aim.name, made, run);
      if (objection !== null) throw new Error(objection);
    };
    const path = only?.path === undefined ? {} : { path: only.path };
    const details = await aim.check(verify, { seed: seedOf(seed, aim.name), numRuns, ...path });
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

  /** What has come into being is there for later requests. */
  function remember(call: Call, answer: Answer): void {
    if (answer.status !== 201) return;
    if (call.path === "/v1/sessions") {
      const { id, clientToken, methods } = createdSession.parse(JSON.parse(answer.text));
      pools.add("session", id);
      pools.add("token", clientToken);
      pools.add("method", methods[0] ?? "store");
    } else if (call.path === "/checkout/payments") {
      pools.add("payment", browserPayment.parse(JSON.parse(answer.text)).id);
    } else if (call.path === "/v1/payouts") {
      pools.add("payout", z.object({ id: z.string() }).parse(JSON.parse(answer.text)).id);
    }
  }

  function httpEngine(described: Described, served: unknown) {
    const byPath = new Map(described.operations.map((one) => [`${one.method} ${one.path}`, one]));
    const bodyPointerOf = ({ method = "GET", path }: Call) => {
      const [pathname = ""] = path.split("?");
      const pattern = pathname.replace(/^(\/v1\/\w+|\/checkout\/payments)\/[^/]+/, "$1/{id}");
      const operation = byPath.get(`${method} ${pathname}`) ?? byPath.get(`${method} ${pattern}`);
      return operation?.body?.isJson === true ? operation.bodyPointer : undefined;
    };
    const judge = createJudge({ bff, books: place.books, check: createApiCheck(served), bodyPointerOf });
    return async (engine: EngineName, call: Call): Promise<string | null> => {
      const resolved = pools.resolveCall(call);
      const answer = await sender.send(resolved);
      countStatus(engine, answer?.status ?? "closed");
      const objection = judge.judge(resolved, answer);
      if (objection !== null) {
        return `${objection}\n  answered: ${answer?.status} ${answer?.text.slice(0, 500)}\n  sent: ${show(resolved)}`;
      }
      if (answer !== null) remember(resolved, answer);
      return null;
    };
  }

  function httpAim(options: {
    readonly engine: EngineName;
    readonly name: string;
    readonly calls: fc.Arbitrary<Call>;
    readonly send: (engine: EngineName, call: Call) => Promise<string | null>;
  }): Aim {
    const { engine, name, calls, send } = options;
    return {
      engine,
      name,
      check: (verify, parameters) =>
        fc.check(
          fc.asyncProperty(calls, (call) => verify(call, () => send(engine, call))),
          parameters,
        ),
    };
  }

  return {
    async run(): Promise<Report> {
      const served = (await place.api.get("/openapi.json")).json();
      const described = readDocument(served);
      const send = httpEngine(described, served);
      const options = {
        components: described.components,
        hint: createHints(place.origin),
        origin: place.origin,
      };
      const aims: Aim[] = [
        ...described.operations.map((operation) =>
          httpAim({ engine: "schema", name: operation.id, calls: requestsOf(operation, options), send }),
        ),
        ...rawAims({ bff, pools, recorded, count: (status) => countStatus("raw", status) }),
        ...recorded.map((one) =>
          httpAim({ engine: "mutation", name: one.name, calls: mutationsOf(one), send }),
        ),
      ];
      const before = await bff.usage("held");
      lastCpuMs = before.cpuMs;
      const chosen = only === undefined ? aims : aims.filter(({ name }) => name === only.aim);
      if (chosen.length === 0)
        throw new Error(`there is no "${only?.aim}"; there is: ${aims.map(({ name }) => name).join(", ")}`);
      for (const engine of engineNames) {
        const own = chosen.filter((aim) => aim.engine === engine);
        const each = Math.ceil((count * (shares[engine] ?? 0)) / 100 / Math.max(own.length, 1));
        for (const aim of own) await aimAt(aim, only === undefined ? each : 1_000);
        say(
          `${engine}: ${requests[engine]} requests in ${own.length} kinds, ${wrongs.length} wrongs until now`,
        );
      }
      const growthTried = only === undefined ? Math.ceil((count * shares.mutation) / 100 / growthPart) : 0;
      const grown = await compareGrowth({
        bff,
        recorded,
        seed,
        count: growthTried,
        send: (call) => {
          requests.mutation++;
          return send("mutation", call);
        },
      });
      wrongs.push(...grown.map((what): Wrong => ({ where: "growth", what })));
      await settle("growth");
      for (const what of await objectToMoney(place)) wrongs.push({ where: "money", what });
      const after = await bff.usage("held");
      if (after.heapBytes - before.heapBytes > mostHeldBytes)
        wrongs.push({
          where: "memory",
          what: `holds ${Math.round((after.heapBytes - before.heapBytes) / 1e6)} MB more`,
        });
      if (after.sockets - before.sockets > mostSockets)
        wrongs.push({ where: "sockets", what: `${after.sockets} are open, ${before.sockets} were` });
      return { seed, requests, statuses, growthTried, slowest, before, after, wrongs };
    },
  };
}
