/** Fields that several shapes of the contract have. `bff/contract.ts` does not pass them on. */
import { z } from "zod";

export const time = z.iso.datetime({ precision: 3 }).meta({
  description: "A time: ISO 8601 in UTC with milliseconds.",
  examples: ["2026-11-19T12:00:00.000Z"],
});

/** A time in a query: any ISO 8601 time with its offset. */
export const timeFilter = z.iso.datetime({ offset: true });

export const erased = z.literal(true).optional().meta({
  description:
    "There once the personal data of this object is erased. The fields that held it are null or empty then.",
});

export const unreadable = z
  .array(z.string())
  .optional()
  .meta({
    description:
      "There when the database holds fields of this object that cannot be read: their names. They are null or empty then.",
    examples: [["customer"]],
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

/** One or several of them, in a query separated by commas. */
export const severalOf = <T extends string>(one: z.ZodType<T>) =>
  z.preprocess(
    (value: T | readonly T[] | (string & {})) => (typeof value === "string" ? value.split(",") : value),
    z.array(one).min(1).max(20),
  );

/** A whole number in a query: digits alone, so that `1e1` and ` 5` are not taken for one. */
export const wholeNumber = (number: z.ZodNumber) =>
  z.preprocess(
    (value: string | number) =>
      typeof value === "string" && /^(?:0|[1-9]\d{0,8})$/.test(value) ? Number(value) : value,
    number,
  );

/** The query of a list that comes in pages. */
export const page = {
  limit: wholeNumber(z.number().int().min(1).max(100))
    .default(20)
    .meta({ description: "How many entries a page has.", examples: [20] }),
  cursor: z
    .string()
    .max(500)
    .optional()
    .meta({
      description: "The `nextCursor` of the page before. Absent: the first page. It is opaque.",
      examples: ["MTc2MzU1MzYwMDAwMC5jc18x"],
    }),
};
