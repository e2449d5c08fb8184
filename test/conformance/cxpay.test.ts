import { cxpayData } from "./data/cxpay.ts";
import { describeConformance } from "./describe-conformance.ts";

describeConformance(cxpayData);
