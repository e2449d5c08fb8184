/** What every screen is given, and what it gives back. */
import type { TemplateResult } from "lit";
import type { Format } from "./i18n/format.ts";
import type { Texts } from "./i18n/texts.ts";
import type { Answer, Api } from "./net/api.ts";
import type { Change } from "./net/live.ts";
import type { Operator } from "./net/shapes.ts";
import type { Route } from "./route.ts";

/** The answer to something that was done. */
export type Done = Answer<unknown> & { readonly ok: true };

/** An action that is asked to be confirmed in words before it happens. */
export interface Ask {
  readonly title: string;
  /** What will happen, a paragraph each. */
  readonly words: readonly string[];
  /** Fields to fill in. */
  readonly fields?: (() => TemplateResult) | undefined;
  /** The text of the button that does it. */
  readonly confirm: string;
  readonly isDangerous?: boolean;
  /** Said when it is done; a function where that depends on the answer. */
  readonly done: string | ((answer: Done) => string);
  /** Does it. A repeat of the same intent has the same key. */
  readonly run: (form: FormData, key: string) => Promise<Answer<unknown>>;
  /** After it is done; to draw what is new. */
  readonly after?: (value: unknown) => void;
}

export interface Shell {
  readonly api: Api;
  readonly texts: () => Texts;
  readonly format: () => Format;
  readonly operator: () => Operator;
  /** Whether the operator has one of these permissions. */
  readonly may: (scopes: readonly string[]) => boolean;
  /** Draws the screen again. */
  readonly redraw: () => void;
  readonly go: (address: string, options?: { readonly replace?: boolean }) => void;
  readonly ask: (action: Ask) => void;
  /** Says something in passing. */
  readonly say: (text: string) => void;
}

export interface Screen {
  readonly title: () => string;
  readonly render: () => TemplateResult;
  /** The place has changed within the same screen, such as a filter. */
  readonly follow?: (route: Route) => void;
  /** Something has changed at the BFF. */
  readonly changed?: (change: Change) => void;
  readonly close?: () => void;
}

export type OpenScreen = (shell: Shell, route: Route) => Screen;
