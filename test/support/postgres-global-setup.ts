/**
 * One PostgreSQL server for a whole test run. It starts when the first test needs a database, so a run of unit tests
 * does not pay for it. This process owns the server, and workers get its URL over loopback. `TEST_DATABASE_URL` (the URL
 * of a superuser, or at least of a role with CREATEDB) replaces it by a server of your own.
 */
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../bff/storage/engine/database.ts";
import { listenOnFreePort } from "./net.ts";
import {
  createDatabase,
  databaseAt,
  databaseName,
  type PostgresServer,
  startPostgresServer,
  type TestDatabase,
} from "./postgres-server.ts";
import { migrateTo, perLastMigration } from "./templates.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresBroker: string;
  }
}

/** Vitest's hook. Provides `postgresBroker`, the address of a broker that answers with the server's URL. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  let starting: Promise<PostgresServer> | undefined;

  async function serverUrl(): Promise<string> {
    if (given !== undefined && given !== "") return given;
    starting ??= startPostgresServer();
    return (await starting).url;
  }

  /** Databases that a test has given back, with their tables, for the next test. */
  const spare: TestDatabase[] = [];
  /** Migrated databases, which tests copy. */
  const templates: TestDatabase[] = [];

  const template = perLastMigration(async (last) => {
    const made = await createDatabase(await serverUrl());
    templates.push(made);
    const database = await openDatabase({ url: made.url });
    await migrateTo(database, last);
    await database.close();
    return databaseName(made.url);
  });

  async function answer(request: IncomingMessage): Promise<string> {
    if (request.url === "/template") return await template((await text(request)) || undefined);
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
  // Never close an idle connection: a busy worker could send its next request at that moment.
  broker.keepAliveTimeout = 0;
  project.provide("postgresBroker", `http://127.0.0.1:${await listenOnFreePort(broker)}/`);

  return async () => {
    broker.closeAllConnections();
    broker.close();
    // On a server of our own, the databases go with it.
    if (starting === undefined) for (const database of [...spare, ...templates]) await database.drop();
    if (starting === undefined) return;
    const server = await starting.catch(() => undefined);
    await server?.[Symbol.asyncDispose]();
  };
}
