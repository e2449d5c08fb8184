// Compiled in the browser: the compiler before the build is tied to a TypeScript of its own.
import "@angular/compiler";
import { CheckoutComponent } from "virtual:page";
import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from "@angular/core";
import { bootstrapApplication, provideClientHydration } from "@angular/platform-browser";

interface Props {
  readonly hear: (event: Event) => void;
  readonly onPaid: (event: Event) => void;
}

const now = signal<Props>({ hear: () => undefined, onPaid: () => undefined });

// The schema lets it give an example's component what only ours takes.
@Component({
  selector: "app-root",
  imports: [CheckoutComponent],
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `<app-checkout
    [bff]="now().bff"
    [clientToken]="now().clientToken"
    [locale]="now().locale"
    [hear]="now().hear"
    (paid)="now().onPaid($event)"
  ></app-checkout>`,
})
export class Root {
  readonly now = now;
}

export const show = (props: Props) => now.set(props);

export async function start(target: Element, props: Props, isHydrated: boolean) {
  show(props);
  if (!isHydrated) target.append(document.createElement("app-root"));
  const app = await bootstrapApplication(Root, { providers: isHydrated ? [provideClientHydration()] : [] });
  return { change: show, stop: () => app.destroy() };
}
