import { es } from "./es.ts";
import { esActions } from "./es-actions.ts";
import { esStory } from "./es-story.ts";
import { esTold } from "./es-told.ts";
import type { Texts } from "./texts.ts";

export const texts: Texts = { ...es, confirm: esActions, story: esStory, told: esTold };
