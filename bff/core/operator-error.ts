/**
 * An error whose message is written for the operator: it names what is wrong, and holds neither a secret nor anything
 * that a payer, a merchant or a provider wrote. So the log and the terminal may show it.
 */
export class OperatorError extends Error {
  override readonly name: string = "OperatorError";
}
