import { en } from "./en.ts";
import { enStory } from "./en-story.ts";
import type { Texts } from "./texts.ts";

export const texts: Texts = { ...en, story: enStory };
