// First of all, for the packages are compiled as they load.
import "@angular/compiler";
import { bootstrapApplication, provideClientHydration } from "@angular/platform-browser";
import { provideServerRendering, renderApplication } from "@angular/platform-server";
import { Root, show } from "./angular-root.ts";

/** The mark by which Angular knows that nobody took comments out of the page. */
export const bodyStart = "<!--nghm-->";

export async function renderPage(props: Parameters<typeof show>[0]): Promise<string> {
  show(props);
  const providers = [provideServerRendering(), provideClientHydration()];
  const html = await renderApplication((context) => bootstrapApplication(Root, { providers }, context), {
    document: "<html><head></head><body><app-root></app-root></body></html>",
    allowedHosts: ["shop.example.com"],
    url: "https://shop.example.com/",
  });
  const body = /<body>([\s\S]*)<\/body>/.exec(html)?.[1] ?? html;
  return body.replace(bodyStart, "");
}
