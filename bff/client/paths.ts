import { invalidArgument } from "./error.ts";

/** The API's path with an id in it. An id that would lead elsewhere is refused before anything is sent. */
export function pathOf(before: string, id: string, after = ""): string {
  if (typeof id !== "string" || !/^[A-Za-z0-9_-]{1,64}$/.test(id))
    throw invalidArgument("id", "must be an id such as cs_… or pay_…, or an account's");
  return `/v1/${before}/${id}${after}`;
}

/** With what is defined of the query. A list is joined by commas. */
export function withQuery(path: string, query: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.append(name, String(value));
  }
  return search.size === 0 ? path : `${path}?${search}`;
}
