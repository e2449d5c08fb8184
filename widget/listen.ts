/**
 * Listens until the returned function is called. `addEventListener` takes a signal only from Chrome 90, Safari 15 and
 * Firefox 86 on, and ignores it before.
 */
export function listen(target: EventTarget, name: string, handle: (event: Event) => void): () => void {
  target.addEventListener(name, handle);
  return () => target.removeEventListener(name, handle);
}
