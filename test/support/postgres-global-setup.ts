/**
 * One PostgreSQL server for a whole test run, started when the first test asks for a database and not before:
 * a run of unit tests alone never pays for it. Workers ask over loopback; this process owns the server.
 * `TEST_DATABASE_URL` (a superuser's or at least a CREATEDB role's URL) puts a server of your own in its place.
 */
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import type { TestProject } from "vitest/node";
import { listenOnFreePort } from "./net.ts";
import {
  databaseAt,
  type PostgresServer,
  startPostgresServer,
  type TestDatabase,
} from "./postgres-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresBroker: string;
  }
}

/** Vitest's hook: provides `postgresBroker`, an address that answers with the server's URL. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  let starting: Promise<PostgresServer> | undefined;

  async function serverUrl(): Promise<string> {
    if (given !== undefined && given !== "") return given;
    starting ??= startPostgresServer();
    return (await starting).url;
  }

  /** Databases with their tables that a test is done with, for the next one. */
  const spare: TestDatabase[] = [];

  async function answer(request: IncomingMessage): Promise<string> {
    if (request.url !== "/spare") return await serverUrl();
    if (request.method === "GET") return spare.pop()?.url ?? "";
    spare.push(databaseAt(await serverUrl(), await text(request)));
    return "";
  }

  const broker = createServer((request, response) => {
    answer(request).then(
      (said) => response.end(said),
      (error: unknown) => {
        response.statusCode = 500;
        response.end(error instanceof Error ? error.message : String(error));
      },
    );
  });
  // Never closed from here: a busy worker would send its next request into the closing.
  broker.keepAliveTimeout = 0;
  project.provide("postgresBroker", `http://127.0.0.1:${await listenOnFreePort(broker)}/`);

  return async () => {
    broker.closeAllConnections();
    broker.close();
    // A server of our own takes them along.
    if (starting === undefined) for (const database of spare) await database.drop();
    if (starting === undefined) return;
    const server = await starting.catch(() => undefined);
    await server?.[Symbol.asyncDispose]();
  };
}
