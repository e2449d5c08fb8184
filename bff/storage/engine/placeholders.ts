/** Stand-ins for values that are not known while the text of a statement is compiled. */

/** What both drivers can bind. Neither has booleans or dates: 0 or 1, and epoch milliseconds. */
export type SqlValue = null | string | number | bigint | Uint8Array;

/** Kysely takes it for a parameter. Whatever would compute with it throws: the text must not depend on a value. */
export class Placeholder {
  readonly key: string;

  constructor(key: string) {
    this.key = key;
  }

  [Symbol.toPrimitive](): never {
    throw new TypeError(`The value "${this.key}" is not known while its statement is compiled.`);
  }
}

/**
 * An object that has a placeholder for each property somebody reads. It stands for values of any shape, so that the
 * function that builds a statement is typed, and reads, like one that gets the values themselves.
 */
export function placeholdersFor<Values extends object>(): Values {
  const placeholders = new Proxy(
    {},
    {
      get: (_target, key) => (typeof key === "string" ? new Placeholder(key) : undefined),
      has: () => true,
      ownKeys() {
        throw new TypeError("Which columns there are is not known here: name them with pick().");
      },
    },
  );
  if (!standsFor<Values>(placeholders)) throw new TypeError("not a placeholder");
  return placeholders;
}

/** True by construction: every property is there, and none is more than a parameter to Kysely. */
function standsFor<Values extends object>(placeholders: object): placeholders is Values {
  return "anything" in placeholders;
}

export function isSqlValue(value: unknown): value is SqlValue {
  return (
    value === null ||
    typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "bigint" ||
    value instanceof Uint8Array
  );
}
