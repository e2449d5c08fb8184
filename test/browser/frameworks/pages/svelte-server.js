import { render } from "svelte/server";
import Page from "./page.svelte";

export const renderPage = (props) => render(Page, { props: { initial: props } }).body;
