/** The dialog in which an action is confirmed in words before it happens. A double press does it once. */
import { html, nothing, type TemplateResult } from "lit";
import { newKey, type Trouble } from "./net/api.ts";
import { trouble } from "./pieces/basics.ts";
import type { Ask, Shell } from "./shell.ts";

interface Asked {
  readonly action: Ask;
  readonly key: string;
  readonly isRunning: boolean;
  readonly found: Trouble | null;
}

export interface Asking {
  readonly ask: (action: Ask) => void;
  readonly close: () => void;
  /** Draws the dialog; nothing while no action is asked about. */
  readonly render: (shell: Shell) => TemplateResult | typeof nothing;
  /** Opens it on the screen, once it is drawn. */
  readonly updated: (root: ParentNode) => void;
}

export function createAsking(redraw: () => void): Asking {
  let asked: Asked | null = null;

  function change(next: Asked | null): void {
    asked = next;
    redraw();
  }

  async function run(shell: Shell, form: HTMLFormElement): Promise<void> {
    const current = asked;
    if (current === null || current.isRunning) return;
    const running = { ...current, isRunning: true, found: null };
    change(running);
    const answer = await current.action.run(new FormData(form), current.key);
    if (asked !== running) return;
    if (!answer.ok) {
      change({ ...current, found: answer.trouble });
      return;
    }
    change(null);
    shell.say(current.action.done);
    current.action.after?.(answer.value);
  }

  return {
    ask: (action) => change({ action, key: newKey(), isRunning: false, found: null }),
    close: () => change(null),
    render(shell) {
      if (asked === null) return nothing;
      const { action, isRunning, found } = asked;
      const submit = (event: Event) => {
        event.preventDefault();
        if (event.currentTarget instanceof HTMLFormElement) void run(shell, event.currentTarget);
      };
      return html`<dialog class="ask" aria-labelledby="ask-title" @close=${() => change(null)}>
        <form @submit=${submit} aria-busy=${isRunning ? "true" : "false"}>
          <h2 id="ask-title">${action.title}</h2>
          ${action.words.map((text) => html`<p>${text}</p>`)}
          ${action.fields?.() ?? nothing}
          ${found === null ? nothing : trouble(shell, found)}
          <div class="buttons">
            <button type="button" class="plain" @click=${() => change(null)}>${shell.texts().cancel}</button>
            <button type="submit" class=${action.isDangerous === true ? "danger" : "primary"}
              aria-disabled=${isRunning ? "true" : "false"}>${action.confirm}</button>
          </div>
        </form>
      </dialog>`;
    },
    updated(root) {
      const dialog = root.querySelector<HTMLDialogElement>("dialog.ask");
      if (dialog !== null && !dialog.open) dialog.showModal();
    },
  };
}
