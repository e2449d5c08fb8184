import { en } from "./en.ts";
import { enActions } from "./en-actions.ts";
import { enStory } from "./en-story.ts";
import { enTold } from "./en-told.ts";
import type { Texts } from "./texts.ts";

export const texts: Texts = { ...en, confirm: enActions, story: enStory, told: enTold };
