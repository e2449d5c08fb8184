/** Addresses, ranges of addresses and hosts in the configuration. */
import { isIP } from "node:net";
import { z } from "zod";
import { parseRange } from "../core/address-ranges.ts";
import { parseHostPattern } from "../core/host-patterns.ts";
import { explainIssue } from "../field-errors.ts";

/** `10.0.0.0/8`, `2001:db8::/32`, or one address. */
export const rangeSchema = z.string().transform((text, context) => {
  const range = parseRange(text);
  if (range !== undefined) return range;
  context.addIssue("must be an address or a range of addresses such as 203.0.113.0/24");
  return z.NEVER;
});

/** `pay.example.com`, or `*.example.com`. */
export const hostSchema = z.string().transform((text, context) => {
  const pattern = parseHostPattern(text);
  if (pattern !== undefined) return pattern;
  context.addIssue("must be a host such as pay.example.com or *.example.com, without scheme, port or path");
  return z.NEVER;
});

/** What no name of a host has: the parts of a URL, blanks and control characters. */
const notInHost = /[\s\p{Cc}:/\\?#@[\]*]/u;

/** An address without brackets, or a name that the system looks up. */
export const listenHostSchema = z
  .string()
  .min(1)
  .refine(
    (text) => text === "" || isIP(text) !== 0 || !notInHost.test(text),
    "must be an address such as 127.0.0.1 or ::1, or a host name, without scheme, port or blanks",
  );

const mostProxies = 32;

/** How many proxies, or their addresses. */
export const trustedProxiesSchema = z.unknown().transform((raw, context) => {
  const shape = Array.isArray(raw) ? z.array(rangeSchema) : z.int().min(0).max(mostProxies);
  const read = shape.safeParse(raw, { error: explainIssue });
  if (read.success) return read.data;
  for (const { path, message } of read.error.issues) {
    context.addIssue({ code: "custom", path, message, input: raw });
  }
  return z.NEVER;
});

/** Private hosts that webhooks may go to, each by name or by address. */
export const webhookHostsSchema = z.array(z.string()).transform((texts, context) => {
  const ranges = texts.map(parseRange);
  const names = texts.map((text, index) =>
    ranges[index] === undefined ? parseHostPattern(text) : undefined,
  );
  for (const [index, text] of texts.entries()) {
    if (ranges[index] !== undefined || names[index] !== undefined) continue;
    const message = "must be a host such as hooks.internal, or an address or a range such as 10.0.0.0/8";
    context.addIssue({ code: "custom", path: [index], message, input: text });
  }
  const found = <T>(list: readonly (T | undefined)[]) => list.filter((entry) => entry !== undefined);
  return { names: found(names), ranges: found(ranges) };
});
