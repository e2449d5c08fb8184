/** Makes an example of an event's data one that nobody can take for their own. */

/** Texts that name something of the merchant's or a provider's. */
const names: ReadonlySet<string> = new Set(["reference", "orderNo", "providerOrderId", "code"]);
const id = /^(cs|pay|po|re|evt)_[0-9A-Za-z]+$/;

export const testReference = "pay-checkout-test";

/** Ids become such as `cs_test`, which nothing can have; names become {@link testReference}. The rest stays. */
export function asTestData<T>(value: T): T;
export function asTestData(value: unknown): unknown {
  return replace(value, "");
}

function replace(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((one) => replace(one, name));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replace(member, key)]));
  if (typeof value !== "string") return value;
  const [, prefix] = id.exec(value) ?? [];
  if (prefix !== undefined) return `${prefix}_test`;
  return names.has(name) ? testReference : value;
}
