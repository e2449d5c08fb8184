/** Placeholders for values that are not known while a statement's text is compiled. */

/**
 * The values that both drivers can bind. Neither driver has booleans or dates: use 0 or 1, and epoch
 * milliseconds.
 */
export type SqlValue = null | string | number | bigint | Uint8Array;

/** Kysely treats it as a parameter. Computing with it throws, because the text must not depend on a value. */
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
 * An object with a placeholder for each property that is read. It stands for values of any shape, so that the
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

/** True by construction: every property exists, and Kysely uses each one as a parameter only. */
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
