import { lhxpayData } from "./data/lhxpay.ts";
import { describeConformance } from "./describe-conformance.ts";

describeConformance(lhxpayData);
