import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createDice } from "../../simulation/world/random.ts";
import { startLoad } from "./load.ts";
import { apiKey, expectAftermath, postgresUrl, quiet, seed, setUp, startBff } from "./place.ts";

/** `PROCESS_KILLS=100 npx vitest run --project=kill` is the long run. */
const kills = Number(process.env.PROCESS_KILLS ?? 4);

/** The tests of one process that is killed or ended under load. */
export function describeOneProcess(engine: "sqlite" | "postgres"): void {
  describe(`a process on ${engine}`, () => {
    const databaseUrl = async () => (engine === "sqlite" ? null : await postgresUrl());

    test(`killed ${kills} times under load, it loses, doubles and forgets nothing (seed ${seed})`, async () => {
      const place = await setUp(await databaseUrl());
      const dice = createDice(seed);
      const bff = await startBff(place);
      const { sandbox, webhooks } = place;
      const { origin } = webhooks;
      const load = startLoad({ url: () => bff.url, apiKey, origin, sandbox, customers: 4, seed });
      for (let killed = 0; killed < kills; killed++) {
        await pause(dice.whole(50, 900));
        await bff.kill();
        await bff.start();
      }
      await load.stop();
      expect(load.surprises).toEqual([]);
      expect(load.sessions.size).toBeGreaterThan(kills);
      await expectAftermath(bff, place);
    });

    test("on SIGTERM under load it finishes what runs and ends by itself, losing nothing", async () => {
      const place = await setUp(await databaseUrl());
      const bff = await startBff(place);
      const { sandbox, webhooks } = place;
      const { origin } = webhooks;
      const load = startLoad({ url: () => bff.url, apiKey, origin, sandbox, customers: 4, seed });
      await expect.poll(() => load.sessions.size, quiet).toBeGreaterThan(10);
      expect(await bff.terminate()).toBe(0);
      await bff.start();
      await load.stop();
      expect(load.surprises).toEqual([]);
      await expectAftermath(bff, place);
    });
  });
}
