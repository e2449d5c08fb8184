/**
 * The dialog in which an action is confirmed in words before it happens. A double press does it once, and how it ended is
 * always said: while the request runs, neither Escape nor "Cancel" closes the dialog, and where the screen is left all the
 * same, the answer is said in passing.
 */
import { html, nothing, type TemplateResult } from "lit";
import { fill } from "../i18n/text.ts";
import { type Answer, newKey, type Trouble } from "./net/api.ts";
import { trouble } from "./pieces/basics.ts";
import type { Ask, Done, Shell } from "./shell.ts";
import { whyNot } from "./story/refusal.ts";

interface Asked {
  readonly action: Ask;
  readonly key: string;
  /** What is being sent, or was sent without an answer that says whether it was done; then it is sent again as it was. */
  readonly sent: FormData | null;
  readonly isRunning: boolean;
  readonly found: Trouble | null;
}

export interface Asking {
  readonly ask: (action: Ask) => void;
  /** The screen is left. What runs goes on, and its answer is said. */
  readonly leave: () => void;
  /** Draws the dialog; nothing while no action is asked about. */
  readonly render: (shell: Shell) => TemplateResult | typeof nothing;
  /** Opens it on the screen, once it is drawn. */
  readonly updated: (root: ParentNode) => void;
}

const firstFault = 500;
/** With these, a request of the same key is or was there, and may have been done. */
const keyIsTaken: ReadonlySet<string> = new Set(["idempotency_key_in_use", "idempotency_key_reused"]);

/** Whether nobody knows if it was done. A refusal was not done, so the next try is another intent, with a key of its own. */
function isUnsure({ kind, status, code }: Trouble): boolean {
  if (kind === "offline" || kind === "unreadable") return true;
  return (status !== null && status >= firstFault) || (code !== null && keyIsTaken.has(code));
}

function doneText({ done }: Ask, answer: Done): string {
  return typeof done === "string" ? done : done(answer);
}

/** While it runs, a browser asks before it closes the page or loads it anew: nobody would be told how it ended. */
async function withWarning<T>(run: () => Promise<T>): Promise<T> {
  const warn = (event: Event) => event.preventDefault();
  addEventListener("beforeunload", warn);
  try {
    return await run();
  } finally {
    removeEventListener("beforeunload", warn);
  }
}

export function createAsking(redraw: () => void): Asking {
  let asked: Asked | null = null;
  /** What was done may take the button away that had the focus. */
  let maySetFocus = false;

  function change(next: Asked | null): void {
    asked = next;
    redraw();
  }

  /** "Cancel", Escape, and what else a browser closes dialogs by. */
  function cancel(): void {
    if (asked?.isRunning === true) redraw();
    else change(null);
  }

  /** Nobody looks at the dialog any more. */
  function sayOutcome(shell: Shell, { title }: Ask, answer: Answer<unknown>, done: string): void {
    const { asking } = shell.texts().confirm;
    if (answer.ok) shell.say(fill(asking.done, { title, done }));
    else if (isUnsure(answer.trouble)) shell.say(fill(asking.lost, { title }));
    else shell.say(fill(asking.refused, { title, why: whyNot(shell.texts(), answer.trouble) }));
  }

  async function run(shell: Shell, form: HTMLFormElement): Promise<void> {
    const current = asked;
    if (current === null || current.isRunning) return;
    const { action, key } = current;
    const sent = current.sent ?? new FormData(form);
    const running = { ...current, sent, isRunning: true, found: null };
    change(running);
    const answer = await withWarning(() => action.run(sent, key));
    const done = answer.ok ? doneText(action, answer) : "";
    if (asked !== running) sayOutcome(shell, action, answer, done);
    else if (answer.ok) {
      maySetFocus = true;
      change(null);
      shell.say(done);
    } else if (isUnsure(answer.trouble)) change({ ...running, isRunning: false, found: answer.trouble });
    else change({ action, key: newKey(), sent: null, isRunning: false, found: answer.trouble });
    if (answer.ok) action.after?.(answer.value);
  }

  return {
    ask(action) {
      maySetFocus = false;
      change({ action, key: newKey(), sent: null, isRunning: false, found: null });
    },
    leave: () => change(null),
    render(shell) {
      if (asked === null) return nothing;
      const { action, sent, isRunning, found } = asked;
      const { cancel: cancelText, confirm } = shell.texts();
      const submit = (event: Event) => {
        event.preventDefault();
        if (event.currentTarget instanceof HTMLFormElement) void run(shell, event.currentTarget);
      };
      const hold = (event: Event) => {
        if (isRunning) event.preventDefault();
      };
      return html`<dialog class="ask" aria-labelledby="ask-title" @cancel=${hold} @close=${cancel}>
        <form @submit=${submit} aria-busy=${isRunning ? "true" : "false"}>
          <h2 id="ask-title">${action.title}</h2>
          ${action.words.map((text) => html`<p>${text}</p>`)}
          <div class="asked" ?inert=${sent !== null}>${action.fields?.() ?? nothing}</div>
          ${found === null ? nothing : trouble(shell, found)}
          ${found !== null && isUnsure(found) ? html`<p class="strong">${confirm.asking.unsure}</p>` : nothing}
          <p class="second" role="status">${isRunning ? confirm.asking.running : ""}</p>
          <div class="buttons">
            <button type="button" class="plain" aria-disabled=${isRunning ? "true" : "false"}
              @click=${cancel}>${cancelText}</button>
            <button type="submit" class=${action.isDangerous === true ? "danger" : "primary"}
              aria-disabled=${isRunning ? "true" : "false"}>${action.confirm}</button>
          </div>
        </form>
      </dialog>`;
    },
    updated(root) {
      const dialog = root.querySelector<HTMLDialogElement>("dialog.ask");
      // A browser closes it at the second Escape, whatever the page says to the first.
      if (dialog !== null && !dialog.open) dialog.showModal();
      const isLost = dialog === null && document.activeElement === document.body;
      if (!maySetFocus || !isLost) return;
      maySetFocus = false;
      root.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
    },
  };
}
