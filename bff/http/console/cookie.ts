/** The cookie that holds the token of an operator's session. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { basePathOf } from "../../base-path.ts";

const plainName = "pay-checkout-console";
const lifeSeconds = 12 * 60 * 60;
/** What a browser would send for all cookies of a host; more is not looked through. */
const longestHeader = 8_192;

/** Browsers take the prefix over https alone. With it, no page of plain http can set the cookie. */
function nameAt(publicUrl: string): string {
  return publicUrl.startsWith("https:") ? `__Secure-${plainName}` : plainName;
}

/** The token in the request's cookie; undefined where there is none. */
export function readSessionCookie(request: IncomingMessage, publicUrl: string): string | undefined {
  const header = request.headers.cookie ?? "";
  if (header.length > longestHeader) return undefined;
  const start = `${nameAt(publicUrl)}=`;
  const found = header.split(";").map((one) => one.trim());
  return found.find((one) => one.startsWith(start))?.slice(start.length);
}

function setCookie(response: ServerResponse, publicUrl: string, value: string, seconds: number): void {
  const path = `${basePathOf(publicUrl)}/console`;
  const attributes = `Path=${path}; Max-Age=${seconds}; HttpOnly; Secure; SameSite=Strict`;
  response.setHeader("Set-Cookie", `${nameAt(publicUrl)}=${value}; ${attributes}`);
}

/** Browsers take `Secure` on http://localhost and http://127.0.0.1, too. */
export function setSessionCookie(response: ServerResponse, publicUrl: string, token: string): void {
  setCookie(response, publicUrl, token, lifeSeconds);
}

export function clearSessionCookie(response: ServerResponse, publicUrl: string): void {
  setCookie(response, publicUrl, "", 0);
}
