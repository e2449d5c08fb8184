import { Component, CUSTOM_ELEMENTS_SCHEMA, Input } from "@angular/core";

@Component({
  selector: "app-checkout",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <pay-checkout
      [attr.bff]="bff"
      [attr.client-token]="clientToken"
      [attr.locale]="locale"
      (pay-ready)="hear($event)"
      (pay-method-selected)="hear($event)"
      (pay-action)="hear($event)"
      (pay-succeeded)="hear($event)"
      (pay-failed)="hear($event)"
      (pay-expired)="hear($event)"
      (pay-canceled)="hear($event)"
      (pay-error)="hear($event)"
    ></pay-checkout>
  `,
})
export class CheckoutComponent {
  @Input() bff = "";
  @Input() clientToken = "";
  @Input() locale = "";
  @Input() hear: (event: Event) => void = () => undefined;
}
