import type { ReactiveControllerHost, TemplateResult } from "lit";
import type { BrowserSession } from "../bff/contract.ts";
import type { Barcode } from "./codes/barcode.ts";
import type { QrMatrix } from "./codes/qr.ts";
import { Copying } from "./controllers/copying.ts";
import { readOutAt, timeLeftText } from "./controllers/countdown.ts";
import { laterMessages } from "./locales/english/later.ts";
import type { FirstScreen } from "./machine/first.ts";
import { offerOf } from "./machine/offers.ts";
import { type Screen, screenOf } from "./machine/screen.ts";
import type { State } from "./machine/state.ts";
import { followOutward, frameClosed } from "./net/outward.ts";
import type { Encoders } from "./resources.ts";
import { payerDetails } from "./screens/payer.ts";
import { renderLater } from "./screens/render-later.ts";
import { restyle } from "./styles/adopt.ts";
import type { Details, FieldProblems, FirstView, View } from "./view.ts";

/** What came on demand, for the screens after the list. */
export interface LaterParts {
  readonly encoders: Encoders;
  readonly leftMs: number | null;
}

const timed: readonly Screen["name"][] = ["code", "qr", "leaving"];

/** Remembers the last result of a function of a text, because a screen with a countdown is drawn each second. */
function remember<T>(): (text: string, encode: ((text: string) => T | null) | null) => T | null {
  let last: { readonly text: string; readonly value: T | null } | null = null;
  return (text, encode) => {
    if (encode === null) return null;
    if (last?.text !== text) last = { text, value: encode(text) };
    return last.value;
  };
}

/** Makes the view of the screens after the list, with what a screen remembers until another one takes its place. */
export class LaterView {
  readonly #copying: Copying;
  #fieldProblems: FieldProblems = {};
  /** What the customer has typed, by field. It stays in memory, and only as long as its session. */
  readonly #typed = new Map<string, string>();
  #tab = 0;
  /** True in the turn in which the screen came: a press was meant for the screen before. */
  #isUnseen = false;
  #lastLeftMs: number | null = null;
  readonly #barcode = remember<Barcode>();
  readonly #qr = remember<QrMatrix>();
  readonly #host: ReactiveControllerHost & { readonly renderRoot: ParentNode & Node };

  constructor(
    host: ReactiveControllerHost & { readonly renderRoot: ParentNode & Node },
    send: FirstView["send"],
  ) {
    this.#host = host;
    this.#copying = new Copying(host);
    host.addController(restyle(host));
    host.renderRoot.addEventListener("click", (event) =>
      followOutward(event, () => send({ type: "leave-failed", problem: frameClosed })),
    );
  }

  /** Forgets what the screen has remembered, when the state leads to another one, or to the details of another method. */
  change(before: State, after: State, announce: FirstView["announce"]): void {
    const isSame = screenOf(before).name === screenOf(after).name;
    if (isSame && before.selected === after.selected) return;
    this.#copying.reset();
    this.#fieldProblems = {};
    this.#tab = 0;
    this.#lastLeftMs = null;
    this.#isUnseen = !isSame;
    setTimeout(() => {
      this.#isUnseen = false;
    });
    // What was said of the last screen need not be true of this one.
    announce("");
  }

  /** Forgets what the customer has typed, which is of no use to another session. */
  forgetTyped(): void {
    this.#typed.clear();
  }

  /** Announces the time that is left. Call it about once a second. */
  tick(view: FirstView, leftMs: number | null): void {
    if (leftMs === null || !timed.includes(screenOf(view.state).name)) return;
    const seconds = readOutAt(this.#lastLeftMs ?? leftMs, leftMs);
    if (seconds !== null) view.announce(timeLeftText(seconds, this.#withAllTexts(view)));
    this.#lastLeftMs = leftMs;
    this.#host.requestUpdate();
  }

  /** English has its texts in two parts. Those of another language are all there, and take the place of the English ones. */
  #withAllTexts({ language }: FirstView): View["language"] {
    const messages = language.adapt({ ...laterMessages, ...language.messages }, language.tag);
    return { ...language, messages };
  }

  render(first: FirstView, screen: Exclude<Screen, FirstScreen>, parts: LaterParts): TemplateResult {
    return renderLater(this.#view(first, parts), screen);
  }

  /** The details of the chosen method, for under it; null where it needs none. */
  askFor(first: FirstView, session: BrowserSession, parts: LaterParts): Details | null {
    const offer = offerOf(session, first.state.selected);
    return offer === null || offer.payerFields.length === 0
      ? null
      : payerDetails(this.#view(first, parts), session, offer);
  }

  #view(first: FirstView, { encoders, leftMs }: LaterParts): View {
    const language = this.#withAllTexts(first);
    const action = first.state.session?.payment?.nextAction ?? null;
    return {
      ...first,
      language,
      leftMs,
      barcode: action?.type === "display_code" ? this.#barcode(action.code, encoders.encodeBarcode) : null,
      qr: action?.type === "display_qr" ? this.#qr(action.data, encoders.encodeQr) : null,
      copied: this.#copying.result,
      copy: (target, raw) => {
        const { copied, copyFailed } = language.messages;
        void this.#copying.copy(target, raw).then((ok) => first.announce(ok ? copied : copyFailed));
      },
      fieldProblems: this.#fieldProblems,
      showFieldProblems: (problems) => {
        this.#fieldProblems = problems;
        this.#host.requestUpdate();
      },
      typed: this.#typed,
      isUnseen: () => this.#isUnseen,
      tab: this.#tab,
      openTab: (index) => {
        this.#tab = index;
        this.#host.requestUpdate();
      },
    };
  }
}
