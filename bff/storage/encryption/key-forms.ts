/** An encryption key as it is configured. */
import type { Secret } from "../../core/secret.ts";

export interface EncryptionKey {
  /** Stands beside everything that is sealed under the key, in clear. */
  readonly id: string;
  /** Its bytes in hex, at least 32 of them. */
  readonly secret: Secret;
}

export function bytesOf({ secret }: EncryptionKey): Uint8Array {
  return Buffer.from(secret.reveal(), "hex");
}
