/**
 * From whatever text an operator pasted to the DER bytes of a key, and what those bytes are. Nothing here judges
 * whether it is the right key; see rsa-keys.ts. No message ever holds a piece of the text.
 */
import forge from "node-forge";

/** What a DER structure turned out to be. */
export type KeyForm =
  | "pkcs1_private"
  | "pkcs8_private"
  | "encrypted_private"
  | "pkcs1_public"
  | "spki_public"
  | "certificate"
  | "certificate_request"
  | "not_rsa"
  | "not_a_key";

export type DerReading =
  | { readonly ok: true; readonly der: Buffer; readonly form: KeyForm }
  | { readonly ok: false; readonly message: string };

const rsaEncryption = "1.2.840.113549.1.1.1";
const truncated = "is cut off: part of the key is missing";

/** Reads PEM, bare base64 or bare base64url, with blanks and line breaks (also written as `\n`) anywhere. */
export function readDer(text: string): DerReading {
  const unfolded = text.replaceAll("\\r", "").replaceAll("\\n", "\n").trim();
  if (unfolded.startsWith("ssh-rsa ") || unfolded.includes("-----BEGIN OPENSSH PRIVATE KEY-----")) {
    return { ok: false, message: "is in OpenSSH's own form: convert it to PEM (PKCS#8 or SPKI) first" };
  }
  const armoured = unfolded.includes("-----BEGIN");
  const base64 = armoured ? bodyOfPem(unfolded) : unfolded;
  if (base64 === undefined) return { ok: false, message: truncated };
  // Only a PEM header has a colon, and the one in use is `Proc-Type: 4,ENCRYPTED`.
  if (armoured && base64.includes(":"))
    return { ok: false, message: "is protected by a password: store it without one" };
  const packed = base64.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(packed)) {
    return { ok: false, message: "is neither PEM nor base64" };
  }
  const der = Buffer.from(packed, "base64url");
  const length = declaredLength(der);
  if (length === undefined) return { ok: false, message: "is not a key" };
  if (packed.replace(/={1,2}$/, "").length % 4 === 1 || der.length < length) {
    return { ok: false, message: truncated };
  }
  if (der.length > length) return { ok: false, message: "has something behind its end" };
  return { ok: true, der, form: formOf(der) };
}

/** The base64 inside the first PEM block; undefined when the block has no end. */
function bodyOfPem(text: string): string | undefined {
  const begin = /-----BEGIN ([A-Z0-9 ]{1,64})-----/.exec(text);
  if (begin === null) return undefined;
  const start = begin.index + begin[0].length;
  const end = text.indexOf(`-----END ${begin[1]}-----`, start);
  return end < 0 ? undefined : text.slice(start, end);
}

/** How many bytes the outermost SEQUENCE says it has, its header included. */
function declaredLength(der: Buffer): number | undefined {
  const first = der[1];
  if (der[0] !== 0x30 || first === undefined) return undefined;
  if (first < 0x80) return 2 + first;
  const bytes = first - 0x80;
  if (bytes < 1 || bytes > 3 || der.length < 2 + bytes) return undefined;
  return 2 + bytes + der.readUIntBE(2, bytes);
}

function formOf(der: Buffer): KeyForm {
  try {
    return identify(forge.asn1.fromDer(der.toString("latin1")));
  } catch {
    // forge throws for any malformed structure, and its message may quote bytes of it.
    return "not_a_key";
  }
}

type Node = forge.asn1.Asn1;

/** Tells the structures apart by the types of their first members; RFC 8017, 5208, 5280 and 2986 name them. */
function identify(root: Node): KeyForm {
  const members = membersOf(root);
  const [first, second, third] = members;
  if (is(first, forge.asn1.Type.INTEGER)) return identifyNumbered(members);
  if (!is(first, forge.asn1.Type.SEQUENCE)) return "not_a_key";
  if (is(second, forge.asn1.Type.BITSTRING)) return isRsa(first) ? "spki_public" : "not_rsa";
  if (is(second, forge.asn1.Type.OCTETSTRING)) return "encrypted_private";
  if (is(second, forge.asn1.Type.SEQUENCE) && is(third, forge.asn1.Type.BITSTRING)) {
    // A request's body has version, subject, key, attributes; a certificate's has six members at least.
    return membersOf(first).length <= 4 ? "certificate_request" : "certificate";
  }
  return "not_a_key";
}

/** A structure that begins with an integer: PKCS#8 and SEC 1 with their version, PKCS#1 with its version or modulus. */
function identifyNumbered(members: readonly Node[]): KeyForm {
  const [, second, third] = members;
  if (is(second, forge.asn1.Type.INTEGER)) return members.length === 2 ? "pkcs1_public" : "pkcs1_private";
  if (is(second, forge.asn1.Type.SEQUENCE) && is(third, forge.asn1.Type.OCTETSTRING)) {
    return isRsa(second) ? "pkcs8_private" : "not_rsa";
  }
  return is(second, forge.asn1.Type.OCTETSTRING) ? "not_rsa" : "not_a_key";
}

function membersOf(node: Node | undefined): readonly Node[] {
  return node !== undefined && Array.isArray(node.value) ? node.value : [];
}

function is(node: Node | undefined, type: forge.asn1.Type): node is Node {
  return node?.tagClass === forge.asn1.Class.UNIVERSAL && node.type === type;
}

function isRsa(algorithm: Node): boolean {
  const [identifier] = membersOf(algorithm);
  return typeof identifier?.value === "string" && forge.asn1.derToOid(identifier.value) === rsaEncryption;
}
