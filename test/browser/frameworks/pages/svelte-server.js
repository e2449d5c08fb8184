import { render } from "svelte/server";
import Root from "./svelte-root.svelte";

export const renderPage = (props) => render(Root, { props: { initial: props } }).body;
