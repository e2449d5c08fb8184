/**
 * One PostgreSQL server for a whole test run, started when the first test asks for a database and not before:
 * a run of unit tests alone never pays for it. Workers ask over loopback; this process owns the server.
 * `TEST_DATABASE_URL` (a superuser's or at least a CREATEDB role's URL) puts a server of your own in its place.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import type { TestProject } from "vitest/node";
import { type PostgresServer, startPostgresServer } from "./postgres-server.ts";

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

  const broker = createServer((_request, response) => {
    serverUrl().then(
      (url) => response.end(url),
      (error: unknown) => {
        response.statusCode = 500;
        response.end(error instanceof Error ? error.message : String(error));
      },
    );
  });
  broker.listen(0, "127.0.0.1");
  await once(broker, "listening");
  const address = broker.address();
  if (address === null || typeof address === "string") throw new Error("the broker has no port");
  project.provide("postgresBroker", `http://127.0.0.1:${address.port}/`);

  return async () => {
    broker.closeAllConnections();
    broker.close();
    if (starting === undefined) return;
    const server = await starting.catch(() => undefined);
    await server?.[Symbol.asyncDispose]();
  };
}
