/** One changed character anywhere. A strict provider must refuse it, and so must we. */
import fc from "fast-check";
import { expect } from "vitest";
import type { ProviderRequest } from "../../../bff/providers/http-client.ts";
import type { AccountCase } from "../data-shape.ts";
import type { Lab } from "./lab.ts";

const printable = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));

/** Positions of `text` that no pattern of `unsigned` covers. */
export function signedPositions(text: string, unsigned: readonly RegExp[]): number[] {
  const covered = unsigned.flatMap((pattern) =>
    [...text.matchAll(new RegExp(pattern, "g"))].map(
      ({ 0: match, index }) => [index, index + match.length] as const,
    ),
  );
  return [...text].flatMap((_, at) => (covered.some(([from, to]) => at >= from && at < to) ? [] : [at]));
}

/** The text with another character at `at`. */
export function changeAt(text: string, at: number, character: string): string {
  const other = text[at] === character ? (character === "0" ? "1" : "0") : character;
  return text.slice(0, at) + other + text.slice(at + 1);
}

const saysTheSame = (form: string, other: string): boolean =>
  new URLSearchParams(form).toString() === new URLSearchParams(other).toString();

/** Sends the same request again and again with one character of its body or query changed: none may be accepted. */
export async function expectRefusedWhenChanged(
  lab: Lab,
  account: AccountCase,
  request: ProviderRequest,
): Promise<void> {
  const unsigned = account.unsigned === "all" ? [] : (account.unsigned ?? []);
  const url = new URL(request.url);
  const isBody = request.body !== null;
  const text = request.body ?? url.search.slice(1);
  const positions = signedPositions(text, unsigned);
  // A query that is neither signed nor encrypted has only its header.
  if (positions.length === 0) return;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...positions), printable, async (at, character) => {
      const changed = changeAt(text, at, character);
      // `%2f` is `%2F` written otherwise: a form that says the same is the same.
      fc.pre(text.startsWith("{") || !saysTheSame(changed, text));
      const before = lab.sandbox.state.requests({ provider: lab.data.id }).at(-1)?.id ?? 0;
      const response = await fetch(isBody ? request.url : `${url.origin}${url.pathname}?${changed}`, {
        method: request.method,
        headers: request.headers,
        ...(isBody ? { body: changed } : {}),
        redirect: "manual",
      });
      await response.arrayBuffer();
      const entries = lab.sandbox.state.requests({ provider: lab.data.id }).filter(({ id }) => id > before);
      expect(entries.map(({ signature }) => signature)).not.toContain("accepted");
    }),
    { numRuns: 150 },
  );
}
