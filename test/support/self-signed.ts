import { generateKeyPairSync } from "node:crypto";
import forge from "node-forge";

/**
 * A certificate that only its maker has signed, for this machine's own address.
 * @param name stands in it in place of 127.0.0.1, as a DNS name.
 */
export function selfSigned(name?: string): { readonly key: string; readonly cert: string } {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
  const signing = forge.pki.privateKeyFromPem(key);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(signing.n, signing.e);
  certificate.serialNumber = "01";
  certificate.validity.notBefore = new Date(Date.now() - 60_000);
  certificate.validity.notAfter = new Date(Date.now() + 3_600_000);
  const attributes = [{ name: "commonName", value: name ?? "127.0.0.1" }];
  certificate.setSubject(attributes);
  certificate.setIssuer(attributes);
  const altName = name === undefined ? { type: 7, ip: "127.0.0.1" } : { type: 2, value: name };
  certificate.setExtensions([{ name: "subjectAltName", altNames: [altName] }]);
  certificate.sign(signing, forge.md.sha256.create());
  return { key, cert: forge.pki.certificateToPem(certificate) };
}
