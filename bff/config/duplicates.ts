/** Finds values that must be unique and are not, also in a file that has other mistakes. */
import { z } from "zod";
import type { FieldError } from "../core/errors.ts";

const lenientId = z.looseObject({ id: z.string().optional().catch(undefined) }).catch({ id: undefined });
const lenientEndpoint = z
  .looseObject({
    id: z.string().optional().catch(undefined),
    url: z.string().optional().catch(undefined),
  })
  .catch({ id: undefined, url: undefined });
const lenientFile = z.looseObject({
  accounts: z.array(lenientId).catch([]),
  encryption: z.looseObject({ keys: z.array(lenientId).catch([]) }).catch({ keys: [] }),
  console: z.looseObject({ operators: z.array(lenientId).catch([]) }).catch({ operators: [] }),
  merchant: z
    .looseObject({ apiKeys: z.array(lenientId).catch([]), webhooks: z.array(lenientEndpoint).catch([]) })
    .catch({ apiKeys: [], webhooks: [] }),
});

interface Named {
  readonly list: string;
  readonly field: string;
  readonly values: readonly (string | undefined)[];
}

/**
 * One error for each entry that repeats the value of an earlier one. It names the earlier entry, but not the
 * value.
 */
function findRepeats({ list, field, values }: Named): FieldError[] {
  return values.flatMap((value, index) => {
    const first = values.indexOf(value);
    if (value === undefined || first === index) return [];
    return [{ path: `${list}.${index}.${field}`, message: `is the same as ${list}.${first}.${field}` }];
  });
}

/**
 * The address in the form in which it is called: `https://SHOP.test:443` and `https://shop.test/` are the
 * same endpoint.
 */
function spelledOneWay(url: string): string {
  return URL.parse(url)?.href ?? url;
}

/** Account ids, API key ids, operator ids, encryption key ids, webhook ids and webhook addresses that appear twice. */
export function findDuplicates(raw: unknown): FieldError[] {
  const file = lenientFile.safeParse(raw);
  if (!file.success) return [];
  const { accounts, merchant, encryption, console } = file.data;
  return [
    ...findRepeats({ list: "merchant.apiKeys", field: "id", values: merchant.apiKeys.map(({ id }) => id) }),
    ...findRepeats({ list: "merchant.webhooks", field: "id", values: merchant.webhooks.map(({ id }) => id) }),
    ...findRepeats({
      list: "merchant.webhooks",
      field: "url",
      values: merchant.webhooks.map(({ url }) => (url === undefined ? undefined : spelledOneWay(url))),
    }),
    ...findRepeats({ list: "encryption.keys", field: "id", values: encryption.keys.map(({ id }) => id) }),
    ...findRepeats({ list: "console.operators", field: "id", values: console.operators.map(({ id }) => id) }),
    ...findRepeats({ list: "accounts", field: "id", values: accounts.map(({ id }) => id) }),
  ];
}
