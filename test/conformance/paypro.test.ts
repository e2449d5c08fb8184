import { payproData } from "./data/paypro.ts";
import { describeConformance } from "./describe-conformance.ts";

describeConformance(payproData);
