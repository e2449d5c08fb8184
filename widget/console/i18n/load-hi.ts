import { hi } from "./hi.ts";
import { hiActions } from "./hi-actions.ts";
import { hiStory } from "./hi-story.ts";
import { hiTold } from "./hi-told.ts";
import type { Texts } from "./texts.ts";

export const texts: Texts = { ...hi, confirm: hiActions, story: hiStory, told: hiTold };
