/**
 * `npm run test:package`: packs what is built, and tries the packed file where others use it. `attw` looks at its types, and
 * Node 20, 22 and 24, Deno and Bun run its client and its server, and Nest mounts it. Not a part of `npm test`, because it
 * fetches 800 MB into `.cache/package/`. It exits with 1 when something is wrong.
 */
import { pack } from "../test/package/cache.ts";
import { checkResolution } from "../test/package/resolution.ts";
import { tryRuntimes } from "../test/package/runtimes.ts";

function report(what: string, wrong: readonly string[]): void {
  if (wrong.length === 0) console.log(`ok     ${what}`);
  else console.error([`wrong: ${what}`, ...wrong].join("\n"));
  if (wrong.length > 0) process.exitCode = 1;
}

const file = await pack();
report("every entry has types in node16 and bundler", await checkResolution(file));
for (const { title, version, wrong } of await tryRuntimes(file)) report(`${title} (${version})`, wrong);
