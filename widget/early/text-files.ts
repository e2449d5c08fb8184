/**
 * Where the build has put the languages' texts (`widget/build/locale-files.ts`). Without a build there are no such files.
 */
export const textsStart: string = "";

/** The tags of all of them. English is in the widget's script. */
export const textTags: readonly string[] = [];
