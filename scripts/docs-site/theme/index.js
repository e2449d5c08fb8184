/** VitePress's own theme, without its font, and with diagrams. */
import theme from "vitepress/theme-without-fonts";
import { Diagram } from "./diagram.js";
import "./site.css";

export default {
  extends: theme,
  enhanceApp({ app }) {
    app.component("Diagram", Diagram);
  },
};
