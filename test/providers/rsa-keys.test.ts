import { generateKeyPairSync, type KeyObject } from "node:crypto";
import fc from "fast-check";
import forge from "node-forge";
import { describe, expect, test } from "vitest";
import {
  isPair,
  type KeyReading,
  makeRsaKeyPair,
  readRsaPrivateKey,
  readRsaPublicKey,
} from "../../bff/providers/signing/rsa-keys.ts";

const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });

/** A self-signed certificate of an elliptic-curve key, which forge cannot make. */
const ecCertificate = [
  "MIIBbDCCAROgAwIBAgIUYyQBZKZbj+vEtzCanJx+Wz0xNt8wCgYIKoZIzj0EAwIwDDEKMAgGA1UEAwwBeDAeFw0yNj",
  "ExMjAxNTM4MzBaFw0zNjExMTcxNTM4MzBaMAwxCjAIBgNVBAMMAXgwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAT5",
  "+ItQn3h/MT++df85COo19xJtpoovYhwH8S4ceAqVe2+BMYgN6toJSjjynNku552zA0jsUh8bRwxbE4HxSW4/o1MwUT",
  "AdBgNVHQ4EFgQU9idAybuq3dHcxGgy+nWs33XZRoUwHwYDVR0jBBgwFoAU9idAybuq3dHcxGgy+nWs33XZRoUwDwYD",
  "VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiAiOJQxFXzCN7om01gEQ2PZFLJxPmKPTj8qIg+gBTsM/AIgXg",
  "ZqUI8YG+aUpy6A7xZ7gvEzbqa42eh9wBBtQyZmJuA=",
].join("");

function der(key: KeyObject, type: "pkcs1" | "pkcs8" | "spki"): Buffer {
  return key.type === "private"
    ? key.export({ format: "der", type: type === "pkcs1" ? "pkcs1" : "pkcs8" })
    : key.export({ format: "der", type: type === "pkcs1" ? "pkcs1" : "spki" });
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

/** Every way to write the same bytes down. */
function writings(bytes: Buffer, label: string): Record<string, string> {
  const armoured = pem(label, bytes);
  return {
    PEM: armoured,
    "PEM with Windows line ends": armoured.replaceAll("\n", "\r\n"),
    "PEM on one line with \\n written out": armoured.replaceAll("\n", "\\n"),
    "PEM with text before it": `Bag Attributes\n    friendlyName: key\n${armoured}`,
    base64: bytes.toString("base64"),
    "base64 in lines": bytes.toString("base64").replace(/.{76}/g, "$&\n"),
    "base64 without padding": bytes.toString("base64").replace(/=+$/, ""),
    base64url: bytes.toString("base64url"),
    "base64url with blanks around it": `  ${bytes.toString("base64url")}\n`,
  };
}

function certificate(): string {
  const cert = forge.pki.createCertificate();
  cert.publicKey = forge.pki.publicKeyFromPem(pem("PUBLIC KEY", der(pair.publicKey, "spki")));
  cert.serialNumber = "01";
  cert.validity.notAfter = new Date(Date.now() + 86_400_000);
  cert.setSubject([{ name: "commonName", value: "platform.example" }]);
  cert.setIssuer([{ name: "commonName", value: "platform.example" }]);
  cert.sign(forge.pki.privateKeyFromPem(pem("PRIVATE KEY", der(pair.privateKey, "pkcs8"))));
  return forge.pki.certificateToPem(cert);
}

function certificateRequest(): string {
  const request = forge.pki.createCertificationRequest();
  request.publicKey = forge.pki.publicKeyFromPem(pem("PUBLIC KEY", der(pair.publicKey, "spki")));
  request.setSubject([{ name: "commonName", value: "merchant.example" }]);
  request.sign(forge.pki.privateKeyFromPem(pem("PRIVATE KEY", der(pair.privateKey, "pkcs8"))));
  return forge.pki.certificationRequestToPem(request);
}

function messageOf(reading: KeyReading): string {
  return reading.ok ? "accepted" : reading.message;
}

describe("an RSA private key", () => {
  const forms = {
    "PKCS#8": writings(der(pair.privateKey, "pkcs8"), "PRIVATE KEY"),
    "PKCS#1": writings(der(pair.privateKey, "pkcs1"), "RSA PRIVATE KEY"),
  };
  for (const [form, texts] of Object.entries(forms)) {
    for (const [writing, text] of Object.entries(texts)) {
      test(`is read from ${form} as ${writing}`, () => {
        const reading = readRsaPrivateKey(text);
        expect(reading.ok && reading.key.equals(pair.privateKey)).toBe(true);
      });
    }
  }

  test("is refused by name when it is a public key", () => {
    for (const type of ["pkcs1", "spki"] as const) {
      const text = der(pair.publicKey, type).toString("base64url");
      expect(messageOf(readRsaPrivateKey(text))).toBe("is a public key, but must be a private one");
    }
    expect(messageOf(readRsaPrivateKey(certificate()))).toBe("is a public key, but must be a private one");
  });

  test("is refused when a password protects it", () => {
    const options = { format: "pem", cipher: "aes-256-cbc", passphrase: "hush" } as const;
    const pkcs8 = pair.privateKey.export({ ...options, type: "pkcs8" }).toString();
    const pkcs1 = pair.privateKey.export({ ...options, type: "pkcs1" }).toString();
    const bare = pkcs8.replace(/-----.*?-----|\s/g, "");
    for (const text of [pkcs8, pkcs1, bare]) {
      expect(messageOf(readRsaPrivateKey(text))).toBe("is protected by a password: store it without one");
    }
  });

  test("is refused when it is of another kind", () => {
    expect(messageOf(readRsaPrivateKey(der(ec.privateKey, "pkcs8").toString("base64")))).toBe(
      "is not an RSA key",
    );
    const sec1 = ec.privateKey.export({ format: "der", type: "sec1" }).toString("base64");
    expect(messageOf(readRsaPrivateKey(sec1))).toBe("is not an RSA key");
    const pss = generateKeyPairSync("rsa-pss", { modulusLength: 2048 });
    const pssText = pss.privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
    expect(messageOf(readRsaPrivateKey(pssText))).toBe("is not an RSA key");
  });

  test("is refused with its length when it is too short", () => {
    const short = generateKeyPairSync("rsa", { modulusLength: 1024 });
    expect(messageOf(readRsaPrivateKey(der(short.privateKey, "pkcs8").toString("base64")))).toBe(
      "is too short: 1024 bits, at least 2048 are needed",
    );
  });

  test("is refused as damaged when its halves do not belong together", () => {
    const node = forge.pki.privateKeyFromPem(pem("PRIVATE KEY", der(pair.privateKey, "pkcs8")));
    const stranger = forge.pki.publicKeyFromPem(pem("PUBLIC KEY", der(other.publicKey, "spki")));
    node.n = stranger.n;
    expect(messageOf(readRsaPrivateKey(forge.pki.privateKeyToPem(node)))).toMatch(/^is damaged/);
  });

  test("is refused as a request when a certificate request was pasted", () => {
    expect(messageOf(readRsaPrivateKey(certificateRequest()))).toBe("is a certificate request, not a key");
    expect(messageOf(readRsaPublicKey(certificateRequest()))).toBe("is a certificate request, not a key");
  });

  test("says cut off wherever it was cut, and never shows a piece of it", () => {
    const whole = der(pair.privateKey, "pkcs8").toString("base64url");
    fc.assert(
      fc.property(fc.integer({ min: 10, max: whole.length - 1 }), (length) => {
        const message = messageOf(readRsaPrivateKey(whole.slice(0, length)));
        expect(message).toBe("is cut off: part of the key is missing");
      }),
    );
    const armoured = pem("PRIVATE KEY", der(pair.privateKey, "pkcs8"));
    expect(messageOf(readRsaPrivateKey(armoured.slice(0, 700)))).toBe(
      "is cut off: part of the key is missing",
    );
  });

  test("is never accepted changed and never shown, whatever character of it is changed", () => {
    const whole = der(pair.privateKey, "pkcs8").toString("base64url");
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.constantFrom("A", "z", "_", "!", "="), (at, character) => {
        const reading = readRsaPrivateKey(whole.slice(0, at) + character + whole.slice(at + 1));
        if (reading.ok) expect(isPair(reading.key, pair.publicKey)).toBe(true);
        else {
          for (let from = 0; from + 12 <= whole.length; from += 4) {
            expect(reading.message).not.toContain(whole.slice(from, from + 12));
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test("is refused when something follows it", () => {
    const doubled = Buffer.concat([der(pair.privateKey, "pkcs8"), Buffer.from("more")]);
    expect(messageOf(readRsaPrivateKey(doubled.toString("base64")))).toBe("has something behind its end");
  });

  test("is refused when it is no key at all", () => {
    expect(messageOf(readRsaPrivateKey("change me"))).toBe("is not a key");
    expect(messageOf(readRsaPrivateKey("päßwort!"))).toBe("is neither PEM nor base64");
    expect(messageOf(readRsaPrivateKey("aa:bb"))).toBe("is neither PEM nor base64");
    expect(messageOf(readRsaPrivateKey(Buffer.from([0x30, 3, 1, 1, 1]).toString("base64")))).toBe(
      "is not a key",
    );
    expect(messageOf(readRsaPrivateKey("ssh-rsa AAAAB3Nza me@host"))).toContain("OpenSSH");
    expect(
      messageOf(
        readRsaPrivateKey("-----BEGIN OPENSSH PRIVATE KEY-----\nAA\n-----END OPENSSH PRIVATE KEY-----"),
      ),
    ).toContain("OpenSSH");
  });
});

describe("an RSA public key", () => {
  const forms = {
    SPKI: writings(der(pair.publicKey, "spki"), "PUBLIC KEY"),
    "PKCS#1": writings(der(pair.publicKey, "pkcs1"), "RSA PUBLIC KEY"),
  };
  for (const [form, texts] of Object.entries(forms)) {
    for (const [writing, text] of Object.entries(texts)) {
      test(`is read from ${form} as ${writing}`, () => {
        const reading = readRsaPublicKey(text);
        expect(reading.ok && reading.key.equals(pair.publicKey)).toBe(true);
      });
    }
  }

  test("is read out of an X.509 certificate, armoured or bare", () => {
    const armoured = certificate();
    const bare = armoured.replace(/-----.*?-----|\s/g, "");
    for (const text of [armoured, bare]) {
      const reading = readRsaPublicKey(text);
      expect(reading.ok && reading.key.equals(pair.publicKey)).toBe(true);
    }
  });

  test("is refused by name when it is a private key", () => {
    for (const type of ["pkcs1", "pkcs8"] as const) {
      const text = der(pair.privateKey, type).toString("base64url");
      expect(messageOf(readRsaPublicKey(text))).toBe("is a private key, but must be a public one");
    }
  });

  test("is refused when it is of another kind, too short or cut off", () => {
    expect(messageOf(readRsaPublicKey(der(ec.publicKey, "spki").toString("base64")))).toBe(
      "is not an RSA key",
    );
    expect(messageOf(readRsaPublicKey(ecCertificate))).toBe("is not an RSA key");
    const short = generateKeyPairSync("rsa", { modulusLength: 1024 });
    expect(messageOf(readRsaPublicKey(der(short.publicKey, "spki").toString("base64")))).toContain(
      "1024 bits",
    );
    const text = der(pair.publicKey, "spki").toString("base64url");
    expect(messageOf(readRsaPublicKey(text.slice(0, -20)))).toBe("is cut off: part of the key is missing");
  });

  test("is told from a stranger's", () => {
    expect(isPair(pair.privateKey, pair.publicKey)).toBe(true);
    expect(isPair(pair.privateKey, other.publicKey)).toBe(false);
  });
});

test("a pair made for the provider's console is bare base64url and reads back as a pair", async () => {
  const made = await makeRsaKeyPair();
  expect(made.privateKey).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(made.publicKey).toMatch(/^[A-Za-z0-9_-]+$/);
  const privateKey = readRsaPrivateKey(made.privateKey);
  const publicKey = readRsaPublicKey(made.publicKey);
  expect(privateKey.ok && publicKey.ok && isPair(privateKey.key, publicKey.key)).toBe(true);
});
