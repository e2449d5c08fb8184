/** `SIGUSR1` and `SIGUSR2` at the process that serves, without any flag of Node: nothing happens. */
import { afterEach, expect, test } from "vitest";
import { closeShops, openShop, stop } from "./support/cli-process.ts";

afterEach(closeShops);

test("no signal opens a debugger, and none of them ends the process", async () => {
  const shop = await openShop();
  const server = await shop.serve();
  for (const signal of ["SIGUSR1", "SIGUSR2"] as const) server.child.kill(signal);
  // What comes after them is obeyed after them.
  server.child.kill("SIGHUP");
  await expect.poll(() => server.output.out).toContain("the configuration was read again");
  expect(await shop.status("/v1/sessions", "sk_of_a_process")).toBe(200);
  expect(server.output.error).not.toContain("Debugger");
  expect(await stop(server)).toBe(0);
});
