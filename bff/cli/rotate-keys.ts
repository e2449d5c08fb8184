/** `keys rotate`: seals everything in the database anew under the first of `encryption.keys`. */
import { commandAuthor } from "../core/audit.ts";
import type { ServiceContext } from "../services/context.ts";
import { auditRowOf } from "../services/rows/audit.ts";
import { findProcesses } from "../storage/encryption/find-processes.ts";
import { retireOtherKeys } from "../storage/encryption/key-ring.ts";
import { type ResealCount, resealAll } from "../storage/encryption/reseal.ts";
import { writeAll } from "../storage/engine/write-all.ts";
import { insertAuditRow } from "../storage/repositories/audit.ts";
import type { Terminal } from "./load-config.ts";
import { withContext } from "./with-context.ts";

function nameAll(ids: readonly string[]): string {
  return ids.map((id) => `"${id}"`).join(", ");
}

/** Lists what was done. @returns false when something could not be read. */
function report(counts: readonly ResealCount[], terminal: Terminal): boolean {
  for (const { column, resealed, unreadable } of counts) {
    const rest = unreadable === 0 ? "" : `, ${unreadable} that no configured key opens`;
    terminal.out(`${column}: ${resealed} sealed anew${rest}`);
  }
  return counts.every(({ unreadable }) => unreadable === 0);
}

async function rotate(context: ServiceContext, terminal: Terminal): Promise<number> {
  const { database, config, seal } = context;
  const [first, ...others] = config.encryption.keys;
  if (first === undefined) {
    terminal.error("encryption.keys has no key to seal under; pay-checkout keys encryption makes one.");
    return 1;
  }
  const unaware = await findProcesses(database, {
    isWanted: ({ keyIds }) => !keyIds.includes(first.id),
    onWait: (seconds) =>
      terminal.error(
        `A process without the key "${first.id}" was here. Waiting up to ${seconds} s to see if it runs.`,
      ),
  });
  if (unaware.length > 0) {
    terminal.error(
      `Nothing was changed: ${unaware.length} running without the key "${first.id}", which could not read what is ` +
        "sealed anew. Start every process with this configuration first.",
    );
    return 1;
  }
  // Before the first batch: a rotation that is broken off has changed something, too.
  const about = { author: commandAuthor, action: "keys.rotate", subject: first.id } as const;
  const audited = auditRowOf({ ...about, before: null, after: null, at: context.clock.now() });
  await writeAll(database, [insertAuditRow(audited)]);
  if (!report(await resealAll(database, seal), terminal)) {
    terminal.error("What no configured key opens stays as it is, and so do the keys in use.");
    return 1;
  }
  const sealers = await findProcesses(database, {
    isWanted: ({ keyIds }) => keyIds[0] !== first.id,
    onWait: (seconds) =>
      terminal.error(
        `A process that seals under another key was here. Waiting up to ${seconds} s to see if it runs.`,
      ),
  });
  const stillUsed = await retireOtherKeys(database, first.id);
  if (sealers.length > 0 || stillUsed.length > 0) {
    terminal.error(
      `A running process still seals under ${nameAll(stillUsed)}. Restart it with "${first.id}" first in ` +
        "encryption.keys, then rotate again. No key may go until then.",
    );
    return 1;
  }
  const rest =
    others.length === 0 ? "" : ` ${nameAll(others.map(({ id }) => id))} may go from the configuration.`;
  terminal.out(`Everything is sealed under "${first.id}".${rest}`);
  return 0;
}

/** @returns 0 when everything is sealed under the first key, 1 when not, 78 for mistakes in the configuration. */
export async function rotateKeys(file: string, terminal: Terminal): Promise<number> {
  return await withContext(file, terminal, (context) => rotate(context, terminal));
}
