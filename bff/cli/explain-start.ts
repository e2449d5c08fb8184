/**
 * Explains in a sentence or two why a start failed, for the person who has to mend it. Errors that nobody foresaw are
 * named by their kind only, because their message may quote a URL with a password.
 */
import { codeOf, textOf } from "../core/error-properties.ts";
import { OperatorError } from "../core/operator-error.ts";
import { nameKnownError } from "../known-errors.ts";

const systemReasons: ReadonlyMap<string, string> = new Map([
  ["EADDRINUSE", "another program uses it"],
  ["EADDRNOTAVAIL", "this machine has no such address"],
  ["EACCES", "this user may not"],
  ["EPERM", "this user may not"],
  ["ENOTFOUND", "there is no such name"],
  ["EAI_AGAIN", "the name cannot be looked up right now"],
  ["EROFS", "the disk is read-only"],
  ["ENOSPC", "the disk is full"],
  ["ENOENT", "there is no such file"],
  ["ENOTDIR", "a part of this path is a file, not a folder"],
  ["EEXIST", "there is something of this name already"],
  ["EMFILE", "too many files and connections are open"],
]);

/** The address is this machine's, so the port decides. */
const ofPort: ReadonlySet<string> = new Set(["EADDRINUSE", "EACCES", "EPERM"]);
/**
 * No restart mends them. Others may be over soon: a port becomes free, an address or a name comes after the machine's start,
 * or moves here from another machine.
 */
const ofConfiguration: ReadonlySet<string> = new Set(["EACCES", "EPERM"]);

/** Whether the server cannot listen because this user may not use the port that `listen` names. */
export function isListenMistake(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof OperatorError) return false;
  const [code, syscall] = [textOf(error, "code"), textOf(error, "syscall")];
  return syscall === "listen" && code !== undefined && ofConfiguration.has(code);
}

function explainSystemError(error: Error): string | undefined {
  const [code, syscall] = [textOf(error, "code"), textOf(error, "syscall")];
  const reason = code === undefined ? undefined : systemReasons.get(code);
  if (syscall === undefined || reason === undefined) return undefined;
  const path = textOf(error, "path");
  if (path !== undefined) return `${path}: ${reason} (${syscall} ${code}).`;
  // The only name that is looked up by itself is that of listen.host.
  if (syscall === "listen" || syscall === "getaddrinfo") {
    const address = textOf(error, "address") ?? textOf(error, "hostname") ?? "any address";
    const port = textOf(error, "port");
    const key = code !== undefined && ofPort.has(code) ? "listen.port" : "listen.host";
    return `The server cannot listen on ${port === undefined ? address : `${address}:${port}`}: ${reason} (${code}). See ${key} in the configuration.`;
  }
  const known = nameKnownError(error);
  return known === undefined ? undefined : `${reason} (${known}).`;
}

export function explainStart(error: unknown): string {
  if (!(error instanceof Error)) return "for an unknown reason.";
  if (error instanceof OperatorError) return error.message;
  const words = explainSystemError(error) ?? nameKnownError(error);
  if (words !== undefined) return words.endsWith(".") ? words : `${words}.`;
  return `${codeOf(error) ?? error.name}.`;
}
