import type { ElementDeclaration } from "./manifest.ts";

/** HTML data for VS Code (`html.customData`): the tag and its attributes. */
export function htmlData(element: ElementDeclaration): object {
  const values = (text: string) => [...text.matchAll(/"([^"]+)"/g)].map(([, name]) => ({ name }));
  return {
    version: 1.1,
    tags: [
      {
        name: element.tagName,
        description: element.summary,
        attributes: (element.attributes ?? []).map(({ name, description, type }) => ({
          name,
          description,
          values: values(type?.text ?? ""),
        })),
      },
    ],
  };
}

/** CSS data for VS Code (`css.customData`): the custom properties. */
export function cssData(element: ElementDeclaration): object {
  return {
    version: 1.1,
    properties: (element.cssProperties ?? []).map(({ name, description }) => ({ name, description })),
  };
}
