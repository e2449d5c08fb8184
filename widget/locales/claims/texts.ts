/** The texts of the claim page that the widget's other texts do not have. A missing one does not compile. */
export interface ClaimTexts {
  /** Who gives money back. `{merchant}` */
  readonly title: string;
  /** Heading of the form. */
  readonly where: string;
  readonly debitCard: string;
  /** India's address for payments, such as `name@bank`. */
  readonly upiId: string;
  /** A Pix key that is not a person's number or address. */
  readonly randomKey: string;
  /** Whose account it is. */
  readonly holder: string;
  /** Under the holder's name. `{merchant}` */
  readonly holderNote: string;
  readonly bankName: string;
  readonly bankCode: string;
  /** Under a number that has always the same length. `{n}` */
  readonly digits: string;
  /** A control digit does not fit. */
  readonly compare: string;
  /** Heading of the last step before the money goes. */
  readonly check: string;
  readonly checkNote: string;
  readonly change: string;
  readonly confirm: string;
  readonly sending: string;
  readonly sendingNote: string;
  /** The shop looks at the details first. `{merchant}` */
  readonly waiting: string;
  readonly sent: string;
  readonly failed: string;
  readonly expired: string;
  readonly canceled: string;
  /** Where the page cannot run its script. */
  readonly blocked: string;
}
