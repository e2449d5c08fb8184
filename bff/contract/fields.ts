/** Fields that several shapes of the contract have. `bff/contract.ts` does not pass them on. */
import { z } from "zod";

export const time = z.iso.datetime({ precision: 3 }).meta({ description: "ISO 8601 UTC with milliseconds" });

export const erased = z
  .literal(true)
  .optional()
  .meta({ description: "There once its personal data is erased: those fields are null or empty then" });

export const unreadable = z.array(z.string()).optional().meta({
  description:
    "There when the database holds fields that cannot be read: their names. They are null or empty then",
});

export const shortText = (max: number) => z.string().trim().min(1).max(max);

export const phoneNumber = z
  .string()
  .regex(/^\+?[0-9][0-9 ()-]{4,24}$/, "must be a phone number such as +525512345678");

/**
 * An object, for which `[]` may stand where it is empty: PHP writes an empty array so. A list that holds something is an
 * error, as it is for the schema itself.
 */
export const emptyListToo = <T extends z.ZodType>(object: T) =>
  z.preprocess((value: z.input<T>) => (Array.isArray(value) && value.length === 0 ? {} : value), object);

/** The query of a list that comes in pages. */
export const page = {
  limit: z.coerce.number<string | number>().int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
};
