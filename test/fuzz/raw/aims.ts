/** The second engine: bytes over sockets. Every answer is HTTP, and an error is a problem with a request id. */
import { once } from "node:events";
import { connect } from "node:net";
import fc, { type Arbitrary } from "fast-check";
import { problemDetails } from "../../../bff/contract.ts";
import { answersIn, exchangeBytes, type RawAnswer } from "../../support/raw-http.ts";
import type { Aim } from "../aim.ts";
import type { Recorded } from "../genuine.ts";
import { byteMutation } from "../mutation/bytes.ts";
import type { Pools } from "../pools.ts";
import type { Bff } from "../server/bff.ts";
import {
  ambiguous,
  chunks,
  heads,
  manyHeaders,
  mostRequestsIn,
  noise,
  pipelines,
  smuggled,
  wrongLengths,
} from "./pieces.ts";

/** A server that waits for more than was sent would take longer. */
const limitMs = 20_000;

export interface RawAimsOptions {
  readonly bff: Bff;
  readonly pools: Pools;
  readonly recorded: readonly Recorded[];
  readonly count: (status: number) => void;
}

/** One exchange: the bytes, in pieces, and whether the client goes away before there is an answer. */
interface Exchange {
  readonly bytes: Uint8Array;
  /** Where it is cut, as a part of its length: the second part comes in a piece of its own. */
  readonly cut: number;
  readonly hangsUp: boolean;
  readonly mostAnswers: number;
}

export function rawAims({ bff, pools, recorded, count }: RawAimsOptions): Aim[] {
  function objectToAnswer({ status, headers, body }: RawAnswer): string | null {
    count(status);
    const requestId = headers.get("x-request-id");
    if (requestId === undefined) return `${status} without a request id`;
    bff.log.expect(requestId, status);
    if (status >= 500 && status !== 503) return `${status}: ${body.slice(0, 300)}`;
    if (status < 400 || body === "") return null;
    if (!headers.get("content-type")?.startsWith("application/problem+json"))
      return `${status} is no problem+json`;
    const problem = problemDetails.parse(JSON.parse(Buffer.from(body, "latin1").toString()));
    return problem.requestId === requestId && problem.status === status
      ? null
      : "a problem of something else";
  }

  async function talk({ bytes, cut, hangsUp, mostAnswers }: Exchange): Promise<string | null> {
    const at = Math.floor(bytes.length * cut);
    const pieces = [bytes.subarray(0, at), bytes.subarray(at)].filter(({ length }) => length > 0);
    if (hangsUp) {
      await hangUp(bff.url, pieces);
      return null;
    }
    const text = await exchangeBytes(bff.url, pieces, { ends: true, limitMs });
    // Whoever asks with HEAD gets a length without a body.
    if (Buffer.from(bytes).includes("HEAD "))
      return text === "" || text.startsWith("HTTP/1.1 ") ? null : text;
    const answers = answersIn(text);
    if (answers.length > mostAnswers) return `${answers.length} answers to ${mostAnswers} requests at most`;
    for (const answer of answers) {
      const objection = objectToAnswer(answer);
      if (objection !== null) return objection;
    }
    return null;
  }

  const aim = (
    name: string,
    bytes: Arbitrary<string | Uint8Array>,
    mostOf: (text: string) => number,
  ): Aim => ({
    engine: "raw",
    name: `raw ${name}`,
    weight: 1,
    check: (verify, parameters) =>
      fc.check(
        fc.asyncProperty(
          fc.record({
            bytes: bytes.map((made) =>
              typeof made === "string" ? new Uint8Array(Buffer.from(made, "utf8")) : made,
            ),
            cut: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })),
            hangsUp: fc.integer({ min: 0, max: 9 }).map((number) => number === 9),
          }),
          (made) =>
            verify(made, () =>
              talk({ ...made, mostAnswers: mostOf(Buffer.from(made.bytes).toString("latin1")) }),
            ),
        ),
        parameters,
      ),
  });

  const requests = recorded.map(({ call }) => bytesOf(pools, call));
  const alone = () => 1;
  return [
    aim("heads", heads, mostRequestsIn),
    aim("many headers", manyHeaders, alone),
    aim("wrong lengths", wrongLengths, alone),
    aim("ambiguous lengths", ambiguous, (text) => (/transfer_encoding/i.test(text) ? 2 : 1)),
    aim("chunks", chunks, mostRequestsIn),
    aim("pipelines", pipelines, mostRequestsIn),
    aim("noise", noise, mostRequestsIn),
    aim(
      "mutated requests",
      fc
        .tuple(fc.constantFrom(...requests), byteMutation)
        .map(([bytes, mutate]) => new Uint8Array(mutate(bytes))),
      mostRequestsIn,
    ),
    aim(
      "smuggled requests",
      fc.tuple(ambiguous, fc.nat(200)).map(([text, padding]) => `${text}${" ".repeat(padding)}${smuggled}`),
      (text) => (/transfer_encoding/i.test(text) ? 4 : 1),
    ),
  ];
}

/** Leaves as soon as all is written, without a word. */
async function hangUp(url: string, pieces: readonly Uint8Array[]): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  const closed = once(socket, "close");
  await Promise.race([once(socket, "connect"), closed]);
  for (const piece of pieces) socket.write(piece);
  socket.resetAndDestroy();
  await closed;
}

/** A recorded request as a client would write it. */
function bytesOf(pools: Pools, call: Recorded["call"]): Buffer {
  const { method = "GET", path, headers = {}, rawBody } = pools.resolveCall(call);
  const body = Buffer.from(rawBody ?? "");
  const lines = Object.entries({ host: "x", ...headers, "content-length": String(body.length) });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${head}\r\n`), body]);
}
