/** The screen on which an operator signs in: also when a session has ended, with the place kept. */
import { html, nothing, type TemplateResult } from "lit";
import type { Texts } from "./i18n/texts.ts";
import { isOperator } from "./net/answers.ts";
import type { Api, Trouble } from "./net/api.ts";
import type { Operator } from "./net/shapes.ts";
import { field, textOf } from "./pieces/fields.ts";
import { whyNot } from "./story/refusal.ts";

export interface SignIn {
  readonly render: (options: {
    readonly texts: Texts;
    readonly languages: TemplateResult;
    /** Somebody was signed in before. */
    readonly hasEnded: boolean;
  }) => TemplateResult;
}

export function createSignIn(api: Api, onSignedIn: (operator: Operator) => void, redraw: () => void): SignIn {
  let isRunning = false;
  let found: Trouble | null = null;

  async function run(form: HTMLFormElement): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    redraw();
    const fields = new FormData(form);
    const password = fields.get("password");
    const answer = await api.send({
      path: "sign-in",
      body: {
        operator: textOf(fields, "operator"),
        password: typeof password === "string" ? password : "",
        totp: textOf(fields, "totp").replace(/\s/g, ""),
      },
      key: null,
      guard: isOperator,
    });
    isRunning = false;
    found = answer.ok ? null : answer.trouble;
    if (answer.ok) onSignedIn(answer.value);
    redraw();
    // A code works once, so the next attempt needs another.
    if (!answer.ok) form.querySelector<HTMLInputElement>("input[name=totp]")?.select();
  }

  return {
    render({ texts, languages, hasEnded }) {
      const { signIn } = texts;
      const submit = (event: Event) => {
        event.preventDefault();
        if (event.currentTarget instanceof HTMLFormElement) void run(event.currentTarget);
      };
      const why = found === null ? null : whyNot(texts, found);
      return html`<main class="sign-in" id="main">
        <form class="panel" @submit=${submit} aria-busy=${isRunning ? "true" : "false"}>
          <p class="brand"><span aria-hidden="true" class="mark"></span>${texts.product}</p>
          <h1 tabindex="-1">${signIn.title}</h1>
          ${hasEnded ? html`<p>${signIn.ended}</p>` : nothing}
          ${why === null ? nothing : html`<div class="trouble" role="alert"><p class="strong">${why}</p></div>`}
          ${field({ name: "operator", label: signIn.operator, autocomplete: "username", isRequired: true })}
          ${field({ name: "password", label: signIn.password, type: "password", autocomplete: "current-password", isRequired: true })}
          ${field({
            name: "totp",
            label: signIn.code,
            hint: signIn.codeHint,
            autocomplete: "one-time-code",
            inputmode: "numeric",
            pattern: "\\s*(\\d\\s*){6}",
            isRequired: true,
          })}
          <button type="submit" class="primary" aria-disabled=${isRunning ? "true" : "false"}>${signIn.submit}</button>
        </form>
        <div class="languages">${languages}</div>
      </main>`;
    },
  };
}
