import type { NextFunction, Request, Response } from "express";
import { z } from "zod";

const clientError = z.object({ status: z.int().min(400).max(499) });

/** The last handler of an app: answers an oversized or malformed body with a client error and no stack trace. */
export function refuseUnreadable(
  error: unknown,
  _request: Request,
  response: Response,
  next: NextFunction,
): void {
  const known = clientError.safeParse(error);
  if (known.success) response.status(known.data.status).json({ error: "the request cannot be read" });
  else next(error);
}
