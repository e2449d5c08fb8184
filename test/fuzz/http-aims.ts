/** The first and the third engine: requests by a client, made from the served description or from recorded ones. */
import fc, { type Arbitrary } from "fast-check";
import { z } from "zod";
import { browserPayment, createdSession } from "../../bff/contract.ts";
import { createApiCheck } from "../support/api-check.ts";
import type { Call } from "../support/http-client.ts";
import type { Aim, EngineName } from "./aim.ts";
import type { Genuine } from "./genuine.ts";
import { createJudge } from "./judge.ts";
import { mutationsOf } from "./mutation/requests.ts";
import type { Pools } from "./pools.ts";
import { show } from "./report.ts";
import { type DescribedOperation, readDocument } from "./schema/document.ts";
import { createHints } from "./schema/hints.ts";
import { requestsOf } from "./schema/requests.ts";
import type { Answer, Sender } from "./send.ts";
import type { Place } from "./server/place.ts";

export interface HttpAimsOptions {
  readonly place: Place;
  readonly genuine: Genuine;
  readonly sender: Sender;
  /** The OpenAPI document, as it is served. */
  readonly served: unknown;
  readonly count: (engine: EngineName, status: number | "closed") => void;
}

export interface HttpAims {
  readonly aims: readonly Aim[];
  /** Sends a call with its references resolved. @returns why the answer is wrong; null when it is right */
  readonly send: (engine: EngineName, call: Call) => Promise<string | null>;
}

/** Operations that change something are tried that many times as often as the others. */
const changing = 3;

/** What has come into being is there for later requests. */
function remember(pools: Pools, call: Call, answer: Answer): void {
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

function finderOf(operations: readonly DescribedOperation[]) {
  const byPath = new Map(operations.map((one) => [`${one.method} ${one.path}`, one]));
  return ({ method = "GET", path }: Call) => {
    const [pathname = ""] = path.split("?");
    const pattern = pathname.replace(/^(\/v1\/\w+|\/checkout\/payments)\/[^/]+/, "$1/{id}");
    const operation = byPath.get(`${method} ${pathname}`) ?? byPath.get(`${method} ${pattern}`);
    return operation?.body?.isJson === true ? operation.bodyPointer : undefined;
  };
}

export function httpAims({ place, genuine, sender, served, count }: HttpAimsOptions): HttpAims {
  const { bff, books, origin } = place;
  const { pools, recorded } = genuine;
  const { operations, components } = readDocument(served);
  const judge = createJudge({
    log: bff.log,
    books,
    check: createApiCheck(served),
    bodyPointerOf: finderOf(operations),
  });

  async function send(engine: EngineName, call: Call): Promise<string | null> {
    const resolved = pools.resolveCall(call);
    const before = books.counted();
    const answer = await sender.send(resolved);
    count(engine, answer?.status ?? "closed");
    const objection = judge.judge(resolved, answer, before);
    if (objection !== null) {
      return `${objection}\n  answered: ${answer?.status} ${answer?.text.slice(0, 500)}\n  sent: ${show(resolved)}`;
    }
    if (answer !== null) remember(pools, resolved, answer);
    return null;
  }

  const aim = (engine: EngineName, name: string, weight: number, calls: Arbitrary<Call>): Aim => ({
    engine,
    name,
    weight,
    check: (verify, parameters) =>
      fc.check(
        fc.asyncProperty(calls, (call) => verify(call, () => send(engine, call))),
        parameters,
      ),
  });
  const options = { components, hint: createHints(origin), origin };
  const bySchema = operations.map((operation) =>
    aim("schema", operation.id, operation.method === "GET" ? 1 : changing, requestsOf(operation, options)),
  );
  const byMutation = [...Map.groupBy(recorded, ({ name }) => name)].map(([name, group]) =>
    aim("mutation", name, 1, fc.constantFrom(...group).chain(mutationsOf)),
  );
  return { aims: [...bySchema, ...byMutation], send };
}
