/** `jobs` lists the jobs that were abandoned after too many failures; `jobs retry ID` runs one again. */
import { commandAuthor } from "../core/audit.ts";
import { auditRowOf } from "../services/rows/audit.ts";
import { listDeadJobs, retryDeadJob } from "../storage/jobs/dead-jobs.ts";
import { addAuditRow } from "../storage/repositories/audit.ts";
import type { Terminal } from "./load-config.ts";
import { withContext } from "./with-context.ts";

const maxShown = 200;

/** Lists the dead jobs, the latest to die first. */
export async function showDeadJobs(file: string, terminal: Terminal): Promise<number> {
  return await withContext(file, terminal, async ({ database }) => {
    const jobs = await listDeadJobs(database.kysely, { limit: maxShown });
    if (jobs.length === 0) terminal.out("No job has been abandoned.");
    for (const { id, failures, dead_at, last_error } of jobs) {
      const at = dead_at === null ? "" : new Date(dead_at).toISOString();
      terminal.out(`${id}  failed ${failures} times, abandoned ${at}: ${last_error ?? "unknown"}`);
    }
    return 0;
  });
}

export async function retryJob(
  options: { readonly file: string; readonly id: string },
  terminal: Terminal,
): Promise<number> {
  return await withContext(options.file, terminal, async (context) => {
    const { id } = options;
    const at = context.clock.now();
    const states = { before: { state: "dead" }, after: { state: "due" } } as const;
    const found = await context.database.transaction(async (trx) => {
      if (!(await retryDeadJob(trx, { id, now: at }))) return false;
      const change = { author: commandAuthor, action: "job.retry", subject: id, ...states, at } as const;
      await addAuditRow(trx, auditRowOf(change));
      return true;
    });
    if (found) terminal.out(`${options.id} runs again as soon as a server is there.`);
    else terminal.error(`There is no job ${options.id} that has been abandoned.`);
    return found ? 0 : 1;
  });
}
