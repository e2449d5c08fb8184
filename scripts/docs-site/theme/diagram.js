/** Draws a diagram in the browser, with what is in the site itself, in the colours of the page. */
import { useData as dataOfSite } from "vitepress";
import { defineComponent, h, onMounted, ref, watch } from "vue";

let count = 0;

export const Diagram = defineComponent({
  props: { code: { type: String, required: true } },
  setup(props) {
    const text = decodeURIComponent(props.code);
    const svg = ref("");
    const { isDark } = dataOfSite();
    async function draw() {
      const { default: mermaid } = await import("mermaid");
      mermaid.initialize({ startOnLoad: false, theme: isDark.value ? "dark" : "default" });
      svg.value = (await mermaid.render(`diagram-${count++}`, text)).svg;
    }
    onMounted(draw);
    watch(isDark, draw);
    return () =>
      svg.value === ""
        ? h("div", { class: "diagram" }, h("pre", text))
        : h("div", { class: "diagram", innerHTML: svg.value });
  },
});
