/** Words for the errors that we know, which the log and the terminal may show. Of all others only kind and place are. */
import { nameDenial } from "./core/denied-access.ts";
import { textOf } from "./core/error-properties.ts";
import { OperatorError } from "./core/operator-error.ts";
import { nameDatabaseError } from "./storage/engine/name-database-error.ts";

/** A failed call of the system, such as `listen EADDRINUSE 127.0.0.1:8787`. */
function nameSystemError(error: Error): string | undefined {
  const [syscall, code] = [textOf(error, "syscall"), textOf(error, "code")];
  if (syscall === undefined || code === undefined) return undefined;
  const [address, port] = [textOf(error, "address") ?? textOf(error, "hostname"), textOf(error, "port")];
  const place = [address, port].filter((part) => part !== undefined).join(":");
  return place === "" ? `${syscall} ${code}` : `${syscall} ${code} ${place}`;
}

/** A connection to a name with several addresses fails with one error for each. */
function nameAll(error: Error): string | undefined {
  if (!(error instanceof AggregateError)) return undefined;
  const names = error.errors.flatMap((each: unknown) => nameKnownError(each) ?? []);
  return names.length === 0 ? undefined : [...new Set(names)].join(", ");
}

/** @returns undefined for an error whose message may hold what a payer, a merchant or a provider wrote. */
export function nameKnownError(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof OperatorError) return error.message;
  return nameDenial(error) ?? nameDatabaseError(error) ?? nameSystemError(error) ?? nameAll(error);
}
