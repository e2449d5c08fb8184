import { bharatpayData } from "./data/bharatpay.ts";
import { describeConformance } from "./describe-conformance.ts";

describeConformance(bharatpayData);
