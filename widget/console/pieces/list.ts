/** A screen with a list: filters in the address, columns to choose, pages, and what changes as it changes. */

import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { fill } from "../../i18n/text.ts";
import { allowed } from "../allowed.ts";
import type { Guard, Page } from "../net/answers.ts";
import type { Changed } from "../net/live.ts";
import { openResource, type Resource } from "../net/resource.ts";
import { remember, remembered } from "../preferences.ts";
import { type Route, writeRoute } from "../route.ts";
import type { Screen, Shell } from "../shell.ts";
import { forbidden, loading, trouble } from "./basics.ts";
import { openCsv } from "./csv.ts";
import { type Choice, field, select, textOf } from "./fields.ts";
import { type Column, table } from "./table.ts";

export interface Filter {
  readonly name: string;
  readonly label: string;
  /** What there is to choose from; absent: any text. */
  readonly choices?: readonly Choice[];
  readonly type?: "text" | "datetime-local" | "date";
}

export interface ListColumn<T> extends Column<T> {
  /** Not shown until it is chosen. */
  readonly isExtra?: boolean;
}

export interface ListOptions<T> {
  readonly name: string;
  readonly title: () => string;
  /** Of the merchant API, without its start, such as `payments`. */
  readonly path: string;
  /** One of these permissions is needed. */
  readonly scopes: readonly string[];
  readonly guard: Guard<Page<T>>;
  readonly columns: () => readonly ListColumn<T>[];
  readonly filters: () => readonly Filter[];
  /** Which changes make the list read anew. */
  readonly objects: readonly Changed[];
  /** The name of its export; absent: it has none. */
  readonly csv?: string;
  /** Buttons above the list. */
  readonly actions?: () => unknown;
}

/** A time that was typed in the operator's zone, as the API takes it. */
export function toUtc(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}

/** A time of the API, as a field for times takes it. */
function toLocal(iso: string): string {
  const date = new Date(iso);
  if (iso === "" || Number.isNaN(date.getTime())) return "";
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function openList<T>(shell: Shell, first: Route, options: ListOptions<T>): Screen {
  const { name, path, guard } = options;
  const columnsKey = `columns.${name}`;
  let route = first;
  let isColumnsOpen = false;
  /** Counts how often the filters were cleared: what was typed goes with them. */
  let clears = 0;
  let hidden: ReadonlySet<string> = new Set(
    remembered(columnsKey)?.split(",") ??
      options
        .columns()
        .filter(({ isExtra }) => isExtra === true)
        .map(({ key }) => key),
  );
  const mayRead = shell.may(options.scopes);
  const read = (): Resource<Page<T>> =>
    openResource(
      (isBackground) => shell.api.get(`v1/${path}`, { limit: "50", ...route.query }, guard, isBackground),
      shell.redraw,
    );
  let page = mayRead ? read() : null;
  const csv = options.csv === undefined || !shell.may(allowed.reports) ? null : openCsv(shell, options.csv);

  function go(query: Readonly<Record<string, string>>): void {
    shell.go(writeRoute({ screen: name, query }));
  }

  function applyFilters(event: Event): void {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const form = new FormData(event.currentTarget);
    const query = options.filters().map(({ name: key, type }) => {
      const text = textOf(form, key);
      return [key, type === "datetime-local" && text !== "" ? toUtc(text) : text] as const;
    });
    go(Object.fromEntries(query));
  }

  function clear(): void {
    clears += 1;
  }

  function toggleColumn(key: string): void {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    hidden = next;
    remember(columnsKey, [...next].join(","));
    shell.redraw();
  }

  function renderFilters(): TemplateResult | typeof nothing {
    const filters = options.filters();
    if (filters.length === 0) return nothing;
    const texts = shell.texts();
    const set = filters.filter(({ name: key }) => route.query[key]).length;
    return html`<details class="filters" ?open=${set > 0}>
      <summary>${texts.filters}${set > 0 ? ` (${set})` : ""}</summary>
      ${keyed(
        clears,
        html`<form @submit=${applyFilters}>
        ${filters.map(({ name: key, label, choices, type }) => {
          const value = route.query[key] ?? "";
          if (choices !== undefined) {
            return select({
              name: key,
              label,
              value,
              choices: [{ value: "", label: texts.any }, ...choices],
            });
          }
          return field({
            name: key,
            label,
            value: type === "datetime-local" ? toLocal(value) : value,
            type: type ?? "text",
          });
        })}
        <div class="buttons">
          <button type="submit" class="primary">${texts.apply}</button>
          ${set > 0 ? html`<a class="button plain" href=${writeRoute({ screen: name })} @click=${clear}>${texts.clear}</a>` : nothing}
        </div>
      </form>`,
      )}
    </details>`;
  }

  function renderColumns(): TemplateResult {
    const toggle = () => {
      isColumnsOpen = !isColumnsOpen;
      shell.redraw();
    };
    const closeByKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !isColumnsOpen) return;
      toggle();
      if (event.currentTarget instanceof HTMLElement) event.currentTarget.querySelector("button")?.focus();
    };
    return html`<div class="columns" @keydown=${closeByKey}>
      <button type="button" class="plain" aria-expanded=${isColumnsOpen ? "true" : "false"} @click=${toggle}>${shell.texts().columns}</button>
      ${
        isColumnsOpen
          ? html`<div class="choices">${options
              .columns()
              .slice(1)
              .map(
                ({
                  key,
                  title,
                }) => html`<label class="check"><input type="checkbox" .checked=${!hidden.has(key)}
                  @change=${() => toggleColumn(key)}> <span>${title}</span></label>`,
              )}</div>`
          : nothing
      }
    </div>`;
  }

  function renderPages(nextCursor: string | null): TemplateResult {
    const texts = shell.texts();
    const { cursor, ...others } = route.query;
    return html`<div class="pages">
      ${cursor === undefined ? nothing : html`<a class="button" href=${writeRoute({ screen: name, query: others })}>${texts.first}</a>`}
      ${nextCursor === null ? nothing : html`<a class="button" href=${writeRoute({ screen: name, query: { ...others, cursor: nextCursor } })}>${texts.more}</a>`}
    </div>`;
  }

  function renderRows(found: Resource<Page<T>>): TemplateResult {
    const wrong = found.trouble();
    if (wrong !== null && wrong.kind !== "offline") return trouble(shell, wrong, found.reload);
    const value = found.value();
    if (value === null) return loading(shell);
    const texts = shell.texts();
    if (value.data.length === 0)
      return html`<p class="empty">${texts.nothing}</p>${renderPages(value.nextCursor)}`;
    const columns = options.columns().filter(({ key }, index) => index === 0 || !hidden.has(key));
    return html`${table({ caption: options.title(), columns, rows: value.data, isBusy: found.isLoading() })}
      <p class="second">${fill(texts.loaded, { count: shell.format().number(value.data.length) })}</p>
      ${renderPages(value.nextCursor)}`;
  }

  function closeColumns({ target }: Event): void {
    if (!isColumnsOpen || (target instanceof Element && target.closest(".columns") !== null)) return;
    isColumnsOpen = false;
    shell.redraw();
  }
  document.addEventListener("pointerdown", closeColumns);

  return {
    title: options.title,
    render: () => html`<div class="heading"><h1 tabindex="-1">${options.title()}</h1>
        <div class="buttons">${options.actions?.() ?? nothing}${renderColumns()}${csv?.renderButton(route.query) ?? nothing}</div></div>
      ${csv?.renderNote(route.query) ?? nothing}
      ${renderFilters()}
      ${page === null ? forbidden(shell, options.scopes) : renderRows(page)}`,
    follow(next) {
      route = next;
      csv?.forget();
      page?.close();
      page = mayRead ? read() : null;
      shell.redraw();
    },
    changed({ object }) {
      if (object === "*" || options.objects.includes(object)) page?.refresh();
    },
    close() {
      document.removeEventListener("pointerdown", closeColumns);
      page?.close();
    },
  };
}
