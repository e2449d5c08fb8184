/** For programs that hand over a configuration. It stands alone, so that every runtime can load it. */

/** The configuration has mistakes. `message` names all of them, and repeats no secret. */
export class CheckoutConfigError extends Error {
  override readonly name = "CheckoutConfigError";
  readonly issues: readonly { readonly path: string; readonly message: string }[];

  constructor(issues: CheckoutConfigError["issues"]) {
    const lines = issues.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
    super(`The configuration has mistakes:\n  ${lines.join("\n  ")}`);
    this.issues = issues.map(({ path, message }) => ({ path, message }));
  }
}
