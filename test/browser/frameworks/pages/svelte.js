import { hydrate, mount, unmount } from "svelte";
import Page from "./page.svelte";

export function start(target, props, isHydrated) {
  const page = (isHydrated ? hydrate : mount)(Page, { target, props: { initial: props } });
  return { change: (next) => page.change(next), stop: () => unmount(page) };
}
