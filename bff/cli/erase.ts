/** `erase`: erases a person's data. What the person is named by appears in no output. */

import { type Erasure, eraseRequest } from "../contract.ts";
import { commandAuthor } from "../core/audit.ts";
import { isId } from "../core/ids.ts";
import type { ServiceContext } from "../services/context.ts";
import type { Person } from "../services/retention/erase-customer.ts";
import { exitUsage } from "./exit-codes.ts";
import type { Terminal } from "./load-config.ts";
import { type PersonKind, personKinds } from "./person-kinds.ts";
import { withContext } from "./with-context.ts";

/** One of them says whose data. `-`: the next line of standard input. */
export type EraseOptions = Readonly<Partial<Record<PersonKind, string | undefined>>> & {
  readonly file: string;
  readonly yes?: boolean | undefined;
};

const forms: Readonly<Record<PersonKind, string>> = {
  customer: "an id of at most 128 characters",
  email: "a whole e-mail address such as ana@example.com",
  phone: "a whole phone number such as +525512345678",
  session: "the whole id of a session: cs_ and 22 letters or digits",
};

/** Whether it can be on record at all, as the API asks of it, too. What is mistyped would look erased. */
function hasForm(kind: PersonKind, value: string): boolean {
  if (kind === "session") return isId("cs", value);
  const customer = { [kind === "customer" ? "id" : kind]: value };
  return eraseRequest.safeParse({ customer }).success;
}

/** @returns 0 when everything that was found is erased, or erased when it ends; 1 when nothing was done. */
export async function erase(options: EraseOptions, terminal: Terminal): Promise<number> {
  const given = personKinds.flatMap((kind) => {
    const value = options[kind];
    return value === undefined ? [] : [{ kind, value }];
  });
  const [first, second] = given;
  if (first === undefined || second !== undefined) {
    terminal.error("Say whose data: one of --customer, --email, --phone and --session.");
    return exitUsage;
  }
  const value = (first.value === "-" ? await terminal.readLine?.() : first.value)?.trim();
  if (value === undefined || value === "") {
    terminal.error(`--${first.kind} is empty.`);
    return exitUsage;
  }
  if (!hasForm(first.kind, value)) {
    terminal.error(`--${first.kind} must be ${forms[first.kind]}. Nothing was erased.`);
    return exitUsage;
  }
  if (options.yes !== true && !(await isConfirmed(first.kind, terminal))) {
    terminal.error("Nothing was erased.");
    return 1;
  }
  const person = { kind: first.kind, value };
  return await withContext(options.file, terminal, (context) => run(context, person, terminal));
}

async function isConfirmed(kind: PersonKind, terminal: Terminal): Promise<boolean> {
  terminal.error(`This erases the personal data of that ${kind} for good. Type yes to go on:`);
  return (await terminal.readLine?.())?.trim() === "yes";
}

async function run(context: ServiceContext, person: Person, terminal: Terminal): Promise<number> {
  const { eraseCustomer } = await import("../services/retention/erase-customer.ts");
  report(await eraseCustomer(context, person, commandAuthor), terminal);
  return 0;
}

function report({ sessions, payments, payouts, events, kept }: Erasure, terminal: Terminal): void {
  terminal.out(`Erased: ${sessions} sessions, ${payments} payments, ${payouts} payouts, ${events} events.`);
  for (const each of kept) {
    const id = "session" in each ? each.session : each.payout;
    terminal.out(`${id} is kept until it ends: ${each.why}`);
  }
}
