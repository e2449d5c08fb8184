import { pt } from "./pt.ts";
import { ptActions } from "./pt-actions.ts";
import { ptStory } from "./pt-story.ts";
import { ptTold } from "./pt-told.ts";
import type { Texts } from "./texts.ts";

export const texts: Texts = { ...pt, confirm: ptActions, story: ptStory, told: ptTold };
