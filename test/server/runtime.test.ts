import { expect, test } from "vitest";
import { objectToRuntime } from "../../bff/runtime.ts";

test.each([
  [{ node: "24.0.0" }, null],
  [{ node: "26.1.0", deno: "2.9.6" }, null],
  [{ node: "22.23.3" }, "Node 22.23.3"],
  [{ node: "8.0.0" }, "Node 8.0.0"],
  [{ node: "24.3.0", bun: "1.4.5" }, "Bun 1.4.5"],
])("of %j it says whether the checkout runs there, and what is there instead", (versions, here) => {
  const sentence = `pay-checkout/server needs Node 24 or newer, but this is ${here}: https://nodejs.org`;
  expect(objectToRuntime(versions)).toBe(here === null ? null : sentence);
});
