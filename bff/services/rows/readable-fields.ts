/**
 * A row may hold a column that cannot be read: a sealed text that does not open, or JSON that is none. Whoever decides
 * about money, or tells others of it, must not go on without it. Whoever only shows the row shows the rest, says which
 * fields are missing, and logs them.
 * Source: docs/http-conventions.md#fields-that-cannot-be-read.
 */
import { ZodError } from "zod";
import { StoredNamesError } from "../../core/stored-names.ts";
import { SealError } from "../../storage/encryption/seal.ts";
import type { ServiceContext } from "../context.ts";

/** `whole`: a field that cannot be read is an error. `readable`: it is left out. */
export type Reading = "whole" | "readable";

export interface FieldReader {
  /** @returns `otherwise` where the fields cannot be read and may be left out */
  read<Value, Otherwise>(
    fields: string | readonly string[],
    read: () => Value,
    otherwise: Otherwise,
  ): Value | Otherwise;
  /** Names what was left out, to be shown with the rest. Empty when nothing was. */
  leftOut(): { readonly unreadable?: string[] };
}

/** Whether that error says that a stored text is not what we have written, or does not open. */
export function isUnreadable(error: unknown): boolean {
  return (
    error instanceof SealError ||
    error instanceof SyntaxError ||
    error instanceof ZodError ||
    error instanceof StoredNamesError
  );
}

/** @param of.id the row's. */
export function createFieldReader(
  { logger }: Pick<ServiceContext, "logger">,
  of: { readonly id: string; readonly reading: Reading },
): FieldReader {
  const missing = new Set<string>();
  return {
    read(fields, read, otherwise) {
      if (of.reading === "whole") return read();
      try {
        return read();
      } catch (err) {
        if (!isUnreadable(err)) throw err;
        for (const field of [fields].flat()) {
          if (!missing.has(field))
            logger.error({ subjectId: of.id, field, err }, "a stored field cannot be read");
          missing.add(field);
        }
        return otherwise;
      }
    },
    leftOut: () => (missing.size === 0 ? {} : { unreadable: [...missing] }),
  };
}
