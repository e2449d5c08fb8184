import express, { type Express } from "express";
import { refuseUnreadable } from "../http/unreadable.ts";
import { addStyle } from "../pages/layout.ts";
import type { Provider } from "../providers/contract.ts";
import type { ProviderId } from "../state/order.ts";
import { addApi } from "./api.ts";
import type { SandboxControls } from "./controls.ts";
import { addPages } from "./pages/routes.ts";

interface ControlAppOptions {
  readonly state: SandboxControls;
  readonly providers: Readonly<Record<ProviderId, Provider>>;
}

/** The control server: pages for people, JSON for programs. */
export function controlApp({ state, providers }: ControlAppOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  addStyle(app);
  addApi(app, state);
  app.use(express.urlencoded({ extended: false, limit: "16kb" }));
  addPages(app, { state, providers });
  app.use(refuseUnreadable);
  return app;
}
