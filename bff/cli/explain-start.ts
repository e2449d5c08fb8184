/**
 * Explains why a start failed. Our own errors have a message that says what to do. Other errors are named by
 * their code only, because their message may quote a URL with a password.
 */
export function explainStart(error: unknown): string {
  if (!(error instanceof Error)) return "for an unknown reason.";
  if (error.name === "KeyRingError" || error.message.startsWith("The database ")) return error.message;
  return "code" in error && typeof error.code === "string" ? `${error.code}.` : `${error.name}.`;
}
