/** A page of a list, and all pages one after the other. */
import { invalidArgument } from "./error.ts";

export interface Page<T> {
  readonly data: readonly T[];
  /** For the next page; null at the end. */
  readonly nextCursor: string | null;
}

/**
 * Both at once: `await` gives the first page, `for await` gives every item of this and all later pages.
 *
 *     const { data, nextCursor } = await client.sessions.list({ limit: 50 });
 *     for await (const session of client.sessions.list({ status: "succeeded" })) …
 */
export type List<T> = Promise<Page<T>> & AsyncIterable<T>;

/** @param fetchPage gives the page behind a cursor; the first one without. */
export function listOf<T>(fetchPage: (cursor: string | undefined) => Promise<Page<T>>): List<T> {
  const first = fetchPage(undefined);

  async function* everyItem(): AsyncGenerator<T, void, undefined> {
    const seen = new Set<string>();
    let page = await first;
    for (;;) {
      yield* page.data;
      const { nextCursor } = page;
      if (nextCursor === null) return;
      // Whatever answers there would be asked forever.
      if (seen.has(nextCursor)) throw invalidArgument("cursor", "is the same again: this list has no end");
      seen.add(nextCursor);
      page = await fetchPage(nextCursor);
    }
  }
  return Object.assign(first, { [Symbol.asyncIterator]: everyItem });
}
