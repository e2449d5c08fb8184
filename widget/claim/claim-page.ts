/** The claim page at work: its requests, its history, its focus. */
import { render } from "lit";
import type { ClaimView } from "../../bff/contract.ts";
import { fill } from "../i18n/text.ts";
import { listen } from "../listen.ts";
import { backoffMs } from "../net/backoff.ts";
import { isTokenProblem } from "../net/problem.ts";
import type { ClaimApi } from "./claim-api.ts";
import type { Actions } from "./drawing.ts";
import { beneficiaryOf, type FieldName } from "./form.ts";
import { type ClaimLanguage, loadLanguage } from "./language.ts";
import { renderPage } from "./screens.ts";
import {
  type ClaimState,
  choose,
  firstState,
  isCountedDown,
  isUnderWay,
  leaveField,
  mayHaveChanged,
  methodOf,
  refused,
  review,
  type,
  withClaim,
} from "./state.ts";

/** How long the page may stay empty, in milliseconds. Then it says that it waits. */
const patienceMs = 1_000;

/** How long a browser takes at most to make a click of a tap, in milliseconds. */
const tapMs = 400;

/** How soon a refund that is under way is looked at again, in milliseconds. */
const watchMs = [5_000, 10_000, 20_000, 40_000, 60_000];

export interface ClaimPageOptions {
  readonly root: HTMLElement;
  readonly api: ClaimApi;
  /** The browser's languages, best first. */
  readonly wishes: readonly string[];
  /** Whether the shop's help may be at an address without TLS. */
  readonly allowHttp: boolean;
}

/** Draws the page in `root` and serves it until `signal` aborts. */
export function openClaimPage({ root, api, wishes, allowHttp }: ClaimPageOptions, signal: AbortSignal): void {
  let state: ClaimState = firstState;
  let language: ClaimLanguage | null = null;
  /** The refund's own language may be another than the browser's. */
  let isLanguageOfClaim = false;
  let drawnScreen = "";
  let looks = 0;
  let failures = 0;
  let isPressed = false;
  let settling: ReturnType<typeof setTimeout> | undefined;
  const left: FieldName[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tick: ReturnType<typeof setTimeout> | undefined;

  function draw(): void {
    if (language === null || signal.aborted) return;
    const { tag, direction, texts } = language;
    document.documentElement.lang = tag;
    document.documentElement.dir = direction;
    if (state.claim !== null) document.title = fill(texts.title, { merchant: state.claim.merchant.name });
    const now = Date.now();
    render(renderPage({ state, language, actions, now, allowHttp }), root);
    clearTimeout(tick);
    if (isCountedDown(state, now)) tick = setTimeout(draw, 1_000);
    const screen = `${state.screen} ${state.claim?.status ?? ""}`;
    if (screen !== drawnScreen && drawnScreen !== "") root.querySelector<HTMLElement>("#heading")?.focus();
    drawnScreen = screen;
  }

  function go(next: ClaimState): void {
    state = next;
    draw();
  }

  /** The address of the last step is another entry of the history, so that the browser's Back leads to the form. */
  function keepHistory(before: ClaimState): void {
    if (before.screen !== "review" && state.screen === "review") window.history.pushState("review", "");
  }

  async function sayItWaits(): Promise<void> {
    const spoken = await loadLanguage(wishes);
    if (language !== null) return;
    language = spoken;
    draw();
  }

  async function learnLanguage({ locale, merchant, sandbox }: ClaimView): Promise<void> {
    if (isLanguageOfClaim) return;
    const isGuided = Boolean(merchant.support?.url || merchant.terms) || sandbox === true;
    language = await loadLanguage([locale, ...wishes], isGuided);
    isLanguageOfClaim = true;
  }

  async function read(): Promise<void> {
    clearTimeout(timer);
    const answer = await api.read(signal);
    if (signal.aborted) return;
    const { claim } = state;
    if (answer.ok) {
      failures = 0;
      await learnLanguage(answer.value);
      go(withClaim(state, answer.value));
    } else {
      failures += 1;
      language ??= await loadLanguage(wishes);
      const isGone = isTokenProblem(answer.problem);
      go(refused(isGone ? { ...state, claim: null } : state, answer.problem));
    }
    const isLost = !answer.ok && !isTokenProblem(answer.problem);
    if (isLost && claim !== null) timer = setTimeout(look, backoffMs(failures, Math.random()));
    else if (isUnderWay(state)) timer = setTimeout(look, watchMs[Math.min(looks, watchMs.length - 1)]);
  }

  function look(): void {
    looks += 1;
    // A page that nobody sees is read again when somebody does.
    if (document.visibilityState === "visible") void read();
  }

  async function confirm(): Promise<void> {
    const method = methodOf(state);
    if (state.busy || method === null || state.screen !== "review") return;
    go({ ...state, busy: true, problem: null });
    const answer = await api.submit({ beneficiary: beneficiaryOf(method, state.typed) }, signal);
    if (signal.aborted) return;
    if (answer.ok) {
      go(withClaim({ ...state, screen: "status" }, answer.value));
      looks = 0;
      if (isUnderWay(state)) timer = setTimeout(look, watchMs[0]);
      return;
    }
    go(refused(state, answer.problem));
    // The claim may have been closed in the meantime: then its state says more than the refusal.
    const mayBeOver = answer.problem.fields.length === 0 && answer.problem.code !== "network";
    if (mayBeOver) await readQuietly();
  }

  async function readQuietly(): Promise<void> {
    const answer = await api.read(signal);
    if (signal.aborted || !answer.ok || answer.value.closed === null) return;
    go(withClaim(state, answer.value));
    if (isUnderWay(state)) timer = setTimeout(look, watchMs[0]);
  }

  const actions: Actions = {
    choose: (accountType) => go(choose(state, accountType)),
    // The field shows what is typed; drawing again would only move the cursor.
    type: (name, text) => {
      state = type(state, name, text);
    },
    // Words that appear under a field move the button away from a finger that is about to press it.
    leave: (name) => {
      if (isPressed) left.push(name);
      else go(leaveField(state, name));
    },
    review: () => {
      const before = state;
      go(review(state));
      keepHistory(before);
      if (state.screen === "form") root.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    },
    change: () => window.history.back(),
    confirm: () => void confirm(),
    reload: () => {
      go({ ...state, busy: true });
      void read();
    },
  };

  const press = () => {
    isPressed = true;
  };
  const settle = () => {
    clearTimeout(settling);
    isPressed = false;
    for (const name of left.splice(0)) if (state.screen === "form") go(leaveField(state, name));
  };
  // The click comes first: after a finger, so do the blur and what the browser makes of a tap.
  const release = (event: Event) => {
    const isMouse = event instanceof PointerEvent && event.pointerType === "mouse";
    clearTimeout(settling);
    settling = setTimeout(settle, isMouse ? 0 : tapMs);
  };
  const back = () => {
    if (state.screen === "review" && !state.busy) go({ ...state, screen: "form", problem: null });
  };
  const seen = () => {
    if (document.visibilityState === "visible" && !state.busy && mayHaveChanged(state)) void read();
  };
  const stops = [
    listen(document, "pointerdown", press),
    listen(document, "pointerup", release),
    listen(document, "pointercancel", release),
    listen(document, "click", settle),
    listen(window, "popstate", back),
    listen(window, "online", seen),
    listen(document, "visibilitychange", seen),
  ];
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    clearTimeout(tick);
    clearTimeout(patience);
    clearTimeout(settling);
    for (const stop of stops) stop();
  });
  // The script runs, so what is said where it cannot would be wrong, however long the answer takes.
  root.querySelector(".pay-fallback")?.remove();
  const patience = setTimeout(() => void sayItWaits(), patienceMs);
  void read();
}
