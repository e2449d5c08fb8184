import type { Texts } from "./texts.ts";
import { zh } from "./zh.ts";
import { zhActions } from "./zh-actions.ts";
import { zhStory } from "./zh-story.ts";
import { zhTold } from "./zh-told.ts";

export const texts: Texts = { ...zh, confirm: zhActions, story: zhStory, told: zhTold };
