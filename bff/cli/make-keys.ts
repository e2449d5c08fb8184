/** `keys chainup`: makes an RSA key pair in the form that ChainUp's console expects. */
import type { Terminal } from "./load-config.ts";

/** Writes only the keys to standard output, so that they can be piped. The advice goes to standard error. */
export async function makeKeys(terminal: Terminal): Promise<number> {
  const { makeRsaKeyPair } = await import("../providers/signing/rsa-keys.ts");
  const { privateKey, publicKey } = await makeRsaKeyPair();
  terminal.out(JSON.stringify({ privateKey, publicKey }, null, 2));
  terminal.error("publicKey: paste it into ChainUp's console, which gives its own public key in return.");
  terminal.error(
    "privateKey: keep it in a file or a variable, for credentials.privateKey. It is not stored here.",
  );
  return 0;
}
