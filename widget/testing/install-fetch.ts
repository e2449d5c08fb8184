const pretended = new Map<string, typeof fetch>();
let real: typeof fetch | null = null;

function route(...[input, init]: Parameters<typeof fetch>): ReturnType<typeof fetch> {
  const url = input instanceof Request ? input.url : String(input);
  const found = [...pretended].find(([address]) => url.startsWith(`${address}/`));
  return (found?.[1] ?? real ?? fetch)(input, init);
}

/**
 * Lets `answer` stand for the server at `address`, for all of this page, until the returned function is called. Requests
 * to others go where they went.
 */
export function installFetch(address: string, answer: typeof fetch): () => void {
  pretended.set(address, answer);
  if (real === null) {
    real = globalThis.fetch;
    globalThis.fetch = route;
  }
  return () => {
    if (pretended.get(address) === answer) pretended.delete(address);
    if (pretended.size > 0 || real === null) return;
    globalThis.fetch = real;
    real = null;
  };
}
