/** Which programs can run the checkout. Old runtimes load this file, too, so it uses no new syntax. */

const oldestNode = 24;

/** One sentence that says why the checkout cannot run here; null where it can. */
export function objectToRuntime(versions: Readonly<Record<string, string | undefined>>): string | null {
  const { node = "0", bun } = versions;
  const here = bun === undefined ? `Node ${node}` : `Bun ${bun}`;
  if (bun === undefined && Number.parseInt(node, 10) >= oldestNode) return null;
  return `pay-checkout/server needs Node ${oldestNode} or newer, but this is ${here}: https://nodejs.org`;
}
