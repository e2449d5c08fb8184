import { hydrate, mount, unmount } from "svelte";
import Root from "./svelte-root.svelte";

export function start(target, props, isHydrated) {
  const page = (isHydrated ? hydrate : mount)(Root, { target, props: { initial: props } });
  return { change: (next) => page.change(next), stop: () => unmount(page) };
}
