/**
 * The first script of the hosted page, before all else in it: it asks for the session while the rest of the page is on its
 * way. It has no syntax of after 2015.
 */
import { askEarly, warmUp } from "../net/early.ts";
import { bffOfPage, takeToken } from "./token.ts";

const token = takeToken();
if (token !== "") {
  askEarly(bffOfPage(), token);
  setTimeout(warmUp);
}
