/** Draws a diagram in the browser, with what is in the site itself. */
import { defineComponent, h, onMounted, ref } from "vue";

let count = 0;

export const Diagram = defineComponent({
  props: { code: { type: String, required: true } },
  setup(props) {
    const text = decodeURIComponent(props.code);
    const svg = ref("");
    onMounted(async () => {
      const { default: mermaid } = await import("mermaid");
      const theme = document.documentElement.classList.contains("dark") ? "dark" : "default";
      mermaid.initialize({ startOnLoad: false, theme });
      svg.value = (await mermaid.render(`diagram-${count++}`, text)).svg;
    });
    return () => (svg.value === "" ? h("pre", text) : h("div", { innerHTML: svg.value }));
  },
});
