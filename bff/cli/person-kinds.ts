/** The options that say whose data is erased. Apart from erase.ts, because every command line is read with them. */
import type { Person } from "../services/retention/erase-customer.ts";

export type PersonKind = Person["kind"];

export const personKinds = ["customer", "email", "phone", "session"] as const satisfies readonly PersonKind[];
