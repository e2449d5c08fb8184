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
  { name: "Preact 11", client: "preact.jsx", server: "preact.jsx", jsx: "preact" },
  { name: "Vue 3", client: "vue.js", server: "vue.js" },
  { name: "Svelte 5", client: "svelte.js", server: "svelte-server.js" },
  { name: "Solid 1", client: "solid.jsx", server: "solid.jsx", isSolid: true },
];
