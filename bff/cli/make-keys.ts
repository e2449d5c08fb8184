/** `keys chainup` and `keys encryption`: make keys in the form in which they are needed. */
import type { Terminal } from "./load-config.ts";

/**
 * An RSA key pair in the form that ChainUp's console expects. Writes only the keys to standard output, so that they can
 * be piped. The advice goes to standard error.
 */
export async function makeChainupKeys(terminal: Terminal): Promise<number> {
  const { makeRsaKeyPair } = await import("../providers/signing/rsa-keys.ts");
  const { privateKey, publicKey } = await makeRsaKeyPair();
  terminal.out(JSON.stringify({ privateKey, publicKey }, null, 2));
  terminal.error("publicKey: paste it into ChainUp's console, which gives its own public key in return.");
  terminal.error(
    "privateKey: keep it in a file or a variable, for credentials.privateKey. It is not stored here.",
  );
  return 0;
}

/** A key for `encryption.keys`, alone on standard output. */
export async function makeEncryptionKey(terminal: Terminal): Promise<number> {
  const { newEncryptionKey } = await import("../config/encryption-keys.ts");
  terminal.out(newEncryptionKey());
  terminal.error("Keep it in a file or a variable, for encryption.keys. It is not stored here.");
  terminal.error(
    "Without it nobody reads what is sealed under it: keep a copy apart from the database's backups.",
  );
  return 0;
}
