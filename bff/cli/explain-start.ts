/** Our own errors say what to do; those of the system are known by their code, and may quote a URL with a password. */
export function explainStart(error: unknown): string {
  if (!(error instanceof Error)) return "for an unknown reason.";
  if (error.name === "KeyRingError" || error.message.startsWith("The database ")) return error.message;
  return "code" in error && typeof error.code === "string" ? `${error.code}.` : `${error.name}.`;
}
