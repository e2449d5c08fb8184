/**
 * Stands between a program and PostgreSQL, counts what passes and can make the way longer. It reads the frontend's and
 * the backend's messages. Source: https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { type Counts, kindOf, newCounts } from "./counts.ts";

export interface PostgresProxy {
  /** The database's URL through this proxy. */
  readonly url: string;
  readonly counts: Counts;
  /** Ms that an answer comes later from now on: what the network would take there and back. */
  setDelay(ms: number): void;
  close(): void;
}

const letter = (text: string) => text.charCodeAt(0);
const query = letter("Q");
const parse = letter("P");
const bind = letter("B");
const execute = letter("E");
const sync = letter("S");
const commandComplete = letter("C");
const readyForQuery = letter("Z");

/** Calls `take` with each whole message, its type first. @param isTyped false while the first one is to come. */
function createReader(isTyped: boolean, take: (type: number, body: Buffer) => void) {
  let rest: Buffer = Buffer.alloc(0);
  let typed = isTyped;
  return (chunk: Buffer): void => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const head = typed ? 1 : 0;
      if (rest.length < head + 4) return;
      const end = head + rest.readUInt32BE(head);
      if (rest.length < end) return;
      if (typed) take(rest[0] ?? 0, rest.subarray(head + 4, end));
      typed = true;
      rest = rest.subarray(end);
    }
  };
}

function textAt(body: Buffer, start: number): string {
  return body.toString("utf8", start, body.indexOf(0, start));
}

/** Is called with each statement that was executed, and how many rows it read or wrote. */
export type SeeStatement = (sql: string, rows: number) => void;

/** Counts one connection's messages. */
function createCounter(counts: Counts, see: SeeStatement) {
  /** What has been sent and not been answered: a list for each message that ends with "ready for query". */
  const sent: string[][] = [[]];
  const prepared = new Map<string, string>();
  let outstanding = 0;
  let isInside = false;
  let hasWritten = false;
  let bound = "";

  function countStatement(sql: string): void {
    const kind = kindOf(sql);
    if (kind === "read" || kind === "write") counts.statements++;
    hasWritten ||= kind === "write";
    // Decided by the client's messages: with pipelining, the server's answer comes after the next statement.
    if (kind === "begin") isInside = true;
    else if (kind === "commit" || kind === "rollback") isInside = false;
    if (isInside) return;
    if (hasWritten && kind !== "rollback") counts.commits++;
    hasWritten = false;
  }
  function expectAnswer(): void {
    if (outstanding === 0) counts.roundTrips++;
    outstanding++;
    sent.push([]);
  }

  return {
    asked(type: number, body: Buffer): void {
      if (type === query) {
        countStatement(textAt(body, 0));
        sent.at(-1)?.push(textAt(body, 0));
        expectAnswer();
      } else if (type === parse) {
        const name = textAt(body, 0);
        prepared.set(name, textAt(body, Buffer.byteLength(name) + 1));
      } else if (type === bind) {
        const portal = textAt(body, 0);
        bound = prepared.get(textAt(body, Buffer.byteLength(portal) + 1)) ?? "";
      } else if (type === execute) {
        countStatement(bound);
        sent.at(-1)?.push(bound);
      } else if (type === sync) expectAnswer();
    },
    answered(type: number, body: Buffer): void {
      if (type === commandComplete) see(sent[0]?.shift() ?? "", Number(textAt(body, 0).split(" ").at(-1)));
      if (type !== readyForQuery || outstanding === 0) return;
      outstanding--;
      sent.shift();
    },
  };
}

export async function startPostgresProxy(
  databaseUrl: string,
  see: SeeStatement = () => undefined,
): Promise<PostgresProxy> {
  const target = new URL(databaseUrl);
  const counts = newCounts();
  const sockets = new Set<Socket>();
  let delayMs = 0;

  const server = createServer((client) => {
    const backend = connect(Number(target.port), target.hostname);
    const counter = createCounter(counts, see);
    const readQuestions = createReader(false, counter.asked);
    const readAnswers = createReader(true, counter.answered);
    for (const socket of [client, backend]) {
      socket.setNoDelay();
      sockets.add(socket);
      // The other side reports the result.
      socket.on("error", () => socket.destroy());
    }
    client.on("data", (chunk) => {
      readQuestions(chunk);
      backend.write(chunk);
    });
    backend.on("data", (chunk) => {
      readAnswers(chunk);
      if (delayMs === 0) client.write(chunk);
      else setTimeout(() => client.write(chunk), delayMs);
    });
    client.on("close", () => backend.destroy());
    backend.on("close", () => client.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(address.port);
  return {
    url: url.href,
    counts,
    setDelay(ms) {
      delayMs = ms;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
