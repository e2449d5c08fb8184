/** What was found for the text in the search box. One single hit is opened at once. */
import { html, type TemplateResult } from "lit";
import type { ConsoleSearchHit } from "../../../bff/contract.ts";
import { fill } from "../../i18n/text.ts";
import { isZero } from "../i18n/format.ts";
import { textFor } from "../i18n/texts.ts";
import { isSearchHits } from "../net/answers.ts";
import { openResource } from "../net/resource.ts";
import { badge, identifier, loading, moment, money, trouble } from "../pieces/basics.ts";
import { table } from "../pieces/table.ts";
import { addressOf, type Route } from "../route.ts";
import type { OpenScreen } from "../shell.ts";

export const openSearch: OpenScreen = (shell, first) => {
  const read = ({ query }: Route) => {
    const found = openResource(async (isBackground) => {
      const answer = await shell.api.get("search", { q: query.q ?? "" }, isSearchHits, isBackground);
      const [only, ...others] = answer.ok ? answer.value.data : [];
      const address = only === undefined || others.length > 0 ? null : addressOf(only.id, only.object);
      // Nobody is led away from a list that they read.
      if (address !== null && !isBackground) shell.go(address, { replace: true });
      return answer;
    }, shell.redraw);
    return found;
  };
  let route = first;
  let found = read(route);

  function renderHits(hits: readonly ConsoleSearchHit[]): TemplateResult {
    const { search, word, story } = shell.texts();
    if (hits.length === 0) return html`<p class="empty">${search.nothing}</p>`;
    const object: Readonly<Record<string, string>> = word;
    return table({
      caption: fill(search.title, { text: route.query.q ?? "" }),
      rows: hits,
      columns: [
        {
          key: "id",
          title: word.id,
          cell: ({ id, object: kind }) => identifier(shell, id, { object: kind }),
        },
        { key: "object", title: word.object, cell: (hit) => textFor(object, hit.object) },
        {
          key: "status",
          title: word.status,
          cell: ({ object: kind, status }) =>
            status === null || kind === "event" ? "–" : badge(shell, kind, status),
        },
        {
          key: "amount",
          title: word.amount,
          isNumber: true,
          cell: ({ amount }) => (amount === null ? "–" : money(shell, amount)),
        },
        {
          key: "received",
          title: word.received,
          isNumber: true,
          cell: ({ amountReceived }) =>
            amountReceived === null || isZero(amountReceived) ? "–" : money(shell, amountReceived),
        },
        { key: "reference", title: word.reference, cell: ({ reference }) => reference ?? "–" },
        { key: "created", title: word.created, cell: ({ createdAt }) => moment(shell, createdAt) },
        { key: "why", title: search.why, cell: ({ why }) => textFor(story.why, why) },
      ],
    });
  }

  function renderContent(): TemplateResult {
    const value = found.value();
    if (value !== null) return renderHits(value.data);
    const wrong = found.trouble();
    return wrong === null ? loading(shell) : trouble(shell, wrong, found.reload);
  }

  return {
    title: () => shell.texts().search.label,
    render: () =>
      html`<div class="heading"><h1 tabindex="-1">${fill(shell.texts().search.title, { text: route.query.q ?? "" })}</h1></div>${renderContent()}`,
    follow(next) {
      route = next;
      found.close();
      found = read(route);
      shell.redraw();
    },
    changed: ({ object }) => object !== "event" && found.refresh(),
    close: () => found.close(),
  };
};
