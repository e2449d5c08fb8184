/** A signal of its own, which aborts with its parent, too. */
export interface AbortScope {
  readonly signal: AbortSignal;
  readonly abort: () => void;
  /** Forgets the parent. Call it when the work is done, because the parent may live as long as the page. */
  readonly release: () => void;
}

/** Opens a scope below `parent`. `AbortSignal.any` came with Chrome 116, Safari 17.4 and Firefox 124. */
export function openAbortScope(parent: AbortSignal): AbortScope {
  const own = new AbortController();
  const abort = () => own.abort();
  parent.addEventListener("abort", abort);
  if (parent.aborted) abort();
  return { signal: own.signal, abort, release: () => parent.removeEventListener("abort", abort) };
}
