/** A BharatPay account as the tests know it: its credentials, an order, and its cipher. */
import { createCipheriv, createDecipheriv } from "node:crypto";
import { expect } from "vitest";
import type { MethodConfig } from "../../../bff/providers/contract.ts";
import vectors from "../../conformance/vectors.json" with { type: "json" };
import { orderOf, refOf } from "./canned-provider.ts";

export const known = vectors["000"];
export const credentials = { merchantId: "30000001", accessKey: known.vendorKey };
export const upi: MethodConfig = {
  method: "upi",
  channel: "upi",
  currency: "INR",
  decimals: 2,
  expiresInSeconds: 900,
};
export const order = orderOf(upi, "100.50");
export const ref = refOf(order, { providerOrderId: "123" });

export function encrypt(plain: string, key = known.vendorKey): string {
  const cipher = createCipheriv("aes-256-ecb", Buffer.from(key, "utf8"), null);
  return Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]).toString("base64");
}

export function decrypt(data: string): string {
  const decipher = createDecipheriv("aes-256-ecb", Buffer.from(known.vendorKey, "utf8"), null);
  return Buffer.concat([decipher.update(data, "base64"), decipher.final()]).toString("utf8");
}

/** The inner JSON text of a request's body, as the version has it. */
export function innerText(body: string, version: "v1" | "v2" = "v2"): string {
  if (version === "v1") return body;
  const outer: Record<string, string> = JSON.parse(body);
  expect(Object.keys(outer)).toEqual(["data"]);
  return decrypt(outer.data ?? "");
}

export const answerOf = (result: unknown) => JSON.stringify({ code: 0, errorDesc: null, result });
