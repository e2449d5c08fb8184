/** A screen of one object: read by its id, drawn, and read anew when it changes. */
import { html, type TemplateResult } from "lit";
import type { Guard } from "../net/answers.ts";
import { openResource, type Resource } from "../net/resource.ts";
import type { Screen, Shell } from "../shell.ts";
import { loading, trouble } from "./basics.ts";

export interface OneOptions<T> {
  readonly title: string;
  readonly id: string;
  readonly path: string;
  readonly guard: Guard<T>;
  readonly draw: (value: T, resource: Resource<T>) => TemplateResult;
  /** What else is read for it. */
  readonly parts?: readonly Pick<Resource<unknown>, "refresh" | "close">[];
}

/** A part of a screen: its value, or that it is being read, or why it cannot be. */
export function drawPart<T>(shell: Shell, part: Resource<T>, draw: (value: T) => unknown): unknown {
  const value = part.value();
  if (value !== null) return draw(value);
  const wrong = part.trouble();
  return wrong === null ? loading(shell) : trouble(shell, wrong, part.reload);
}

export function openOne<T>(shell: Shell, options: OneOptions<T>): Screen {
  const { id, path, guard, parts = [] } = options;
  const one = openResource(
    (isBackground) => shell.api.get(`v1/${path}/${encodeURIComponent(id)}`, {}, guard, isBackground),
    shell.redraw,
  );
  const all = [one, ...parts];
  return {
    title: () => `${options.title} ${id}`,
    render: () => html`${drawPart(shell, one, (value) => options.draw(value, one))}`,
    changed(change) {
      if (change.object === "*" || change.id === id) for (const part of all) part.refresh();
    },
    close() {
      for (const part of all) part.close();
    },
  };
}
