import { chainupData } from "./data/chainup.ts";
import { describeConformance } from "./describe-conformance.ts";

describeConformance(chainupData);
