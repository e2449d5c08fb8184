import { id } from "./id.ts";
import { idActions } from "./id-actions.ts";
import { idStory } from "./id-story.ts";
import { idTold } from "./id-told.ts";
import type { Texts } from "./texts.ts";

export const texts: Texts = { ...id, confirm: idActions, story: idStory, told: idTold };
