/** `operator add`: makes the secrets of an operator of the console, and shows them to the person who asks, once. */
import { randomBytes } from "node:crypto";
import { nameSchema } from "../config/names.ts";
import { toBase32 } from "../core/base32.ts";
import { exitUsage } from "./exit-codes.ts";
import type { Terminal } from "./load-config.ts";

/** RFC 4226 recommends 160 bits. */
const codeBytes = 20;
const passwordBytes = 18;
const fewestCharacters = 12;
const mostCharacters = 256;

function otpauthOf(id: string, secret: string): string {
  const issuer = "pay-checkout";
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(id)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=6&period=30`;
}

/** `ana-b` → `CONSOLE_ANA_B_PASSWORD`. */
function variableOf(id: string, part: "PASSWORD" | "TOTP"): string {
  return `CONSOLE_${id.toUpperCase().replaceAll("-", "_")}_${part}`;
}

function newPassword(): string {
  return randomBytes(passwordBytes).toString("base64url");
}

type Choice =
  | { readonly ok: true; readonly password: string; readonly isNew: boolean }
  | { readonly ok: false };

/** A person at a terminal chooses; a program gives the password on its first line, or leaves it empty. */
async function choosePassword(terminal: Terminal): Promise<Choice> {
  if (terminal.isInteractive === true) {
    terminal.error(`The password, at least ${fewestCharacters} characters; nothing for a new random one:`);
  }
  const line = (await terminal.readLine?.()) ?? "";
  if (line === "") return { ok: true, password: newPassword(), isNew: true };
  if (line.length < fewestCharacters || line.length > mostCharacters) return { ok: false };
  return { ok: true, password: line, isNew: false };
}

/** @returns 0, or 64 for an id or a password that no operator can have. */
export async function addOperator(id: string, terminal: Terminal): Promise<number> {
  const name = nameSchema.safeParse(id);
  if (!name.success) {
    terminal.error(`The id of an operator ${name.error.issues[0]?.message ?? "is wrong"}.`);
    return exitUsage;
  }
  const choice = await choosePassword(terminal);
  if (!choice.ok) {
    terminal.error(`A password has ${fewestCharacters} to ${mostCharacters} characters.`);
    return exitUsage;
  }
  const { hashPassword } = await import("../services/operators/passwords.ts");
  const { default: qrcode } = await import("qrcode");
  const secret = toBase32(randomBytes(codeBytes));
  const otpauth = otpauthOf(id, secret);
  const [password, totp] = [variableOf(id, "PASSWORD"), variableOf(id, "TOTP")];
  const operator = { id, password: { env: password }, totp: { env: totp }, scopes: ["operate", "reports"] };
  // Single quotes: a shell would replace the $ of a hash.
  terminal.out(`${password}='${await hashPassword(choice.password)}'`);
  terminal.out(`${totp}='${secret}'`);
  terminal.error("");
  if (choice.isNew) terminal.error(`The password is ${choice.password}`);
  terminal.error("Scan this with an authenticator app, or open the address below it on the phone:");
  terminal.error(await qrcode.toString(otpauth, { type: "utf8" }));
  terminal.error(otpauth);
  terminal.error("");
  terminal.error("Set the two variables for the server, and add the operator to the configuration:");
  terminal.error(JSON.stringify({ console: { operators: [operator] } }, null, 2));
  terminal.error("Nothing of it is stored here. Whoever has both variables and the password can sign in.");
  return 0;
}
