import type { en } from "./en.ts";
import type { enActions } from "./en-actions.ts";
import type { enStory } from "./en-story.ts";
import type { enTold } from "./en-told.ts";

/** The same names, with any text. */
type Translated<T> = { readonly [Name in keyof T]: T[Name] extends string ? string : Translated<T[Name]> };

/** What a file of a language holds. */
export type ScreenTexts = Translated<typeof en>;
export type ActionTexts = Translated<typeof enActions>;
export type StoryTexts = Translated<typeof enStory>;
export type ToldTexts = Translated<typeof enTold>;

export interface Texts extends ScreenTexts {
  /** Before something is done. */
  readonly confirm: ActionTexts;
  readonly story: StoryTexts;
  /** By codes of the BFF. */
  readonly told: ToldTexts;
}

/** The text for a value of the API; a value that this version does not know is shown as it is. */
export function textFor(texts: Readonly<Record<string, string>>, value: string): string {
  return Object.hasOwn(texts, value) ? (texts[value] ?? value) : value.replaceAll("_", " ");
}
