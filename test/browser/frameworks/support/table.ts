import type { Framework } from "./bundle.ts";

const react = {
  client: "react-root.jsx",
  server: "react-root.jsx",
  page: "react-component.jsx",
  isOurs: true,
};

/** The frameworks, each in the versions that are in use. */
export const frameworks: readonly Framework[] = [
  { name: "React 19, our component", ...react },
  {
    name: "React 18, our component",
    ...react,
    aliases: { react: "react-18", "react-dom": "react-dom-18" },
  },
  {
    name: "React 17, our component",
    ...react,
    client: "react-17.jsx",
    server: "react-17.jsx",
    aliases: { react: "react-17", "react-dom": "react-dom-17" },
  },
  { name: "React 19, the tag", ...react, page: "react-tag.jsx", isOurs: false, isDeafHydrated: true },
  {
    name: "Preact 11",
    client: "preact-root.jsx",
    server: "preact-root.jsx",
    page: "preact-page.jsx",
    jsx: "preact",
  },
  { name: "Vue 3", client: "vue-root.js", server: "vue-root.js", page: "vue-page.vue" },
  { name: "Svelte 5", client: "svelte-root.js", server: "svelte-server.js", page: "svelte-page.svelte" },
  {
    name: "Solid 1",
    client: "solid-root.jsx",
    server: "solid-root.jsx",
    page: "solid-page.jsx",
    isSolid: true,
  },
  { name: "Angular 22", client: "angular-root.ts", server: "angular-server.ts", page: "angular-page.ts" },
];
