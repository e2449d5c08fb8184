import { describe, expect, test } from "vitest";
import { createDatabase, startPostgresServer } from "../support/postgres-server.ts";
import { startLoad } from "./support/load.ts";
import { apiKey, clientOf, expectAftermath, quiet, seed, setUp, startBff, undo } from "./support/place.ts";

describe("a PostgreSQL that goes away", () => {
  test.each(["stop", "crash"] as const)(
    "under load (%s) gives 503, is not ready, and recovers by itself",
    async (how) => {
      const server = await startPostgresServer();
      undo.push(() => server[Symbol.asyncDispose]());
      const place = await setUp((await createDatabase(server.url)).url);
      const bff = await startBff(place);
      const { sandbox, webhooks } = place;
      const load = startLoad({
        url: () => bff.url,
        apiKey,
        origin: webhooks.origin,
        sandbox,
        customers: 4,
        seed,
      });
      await expect.poll(() => load.sessions.size, quiet).toBeGreaterThan(10);
      await server[how]();
      const reply = await clientOf(bff, place).get("/v1/sessions");
      expect(reply.problem()).toMatchObject({ status: 503, code: "unavailable" });
      expect(await bff.isReady()).toBe(false);
      await server.start();
      await expect.poll(() => bff.isReady(), quiet).toBe(true);
      await load.stop();
      expect(load.surprises).toEqual([]);
      await expectAftermath(bff, place);
    },
  );
});
