// GitHub's refusals, with its own words, as errors that end a request.
import type { JsonObject } from "./json.ts";

export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly errors: readonly JsonObject[];

  constructor(status: number, message: string, errors: readonly JsonObject[] = []) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

export const notFound = (): Refusal => new Refusal(404, "Not Found");

export const badCredentials = (): Refusal => new Refusal(401, "Bad credentials");

export const forbidden = (): Refusal => new Refusal(403, "Resource not accessible by integration");

/** The address where it is now, as an answer to be followed. */
export class Moved extends Refusal {
  readonly location: string;

  /** @param status 301 for what is read, 307 for what is written: the request is sent again. */
  constructor(status: 301 | 307, location: string) {
    super(status, "Moved Permanently");
    this.location = location;
  }
}

/** 422 with what is wrong in plain words. */
export const unprocessable = (message: string): Refusal => new Refusal(422, message);

/** 422 "Validation Failed" about one field. Source: GitHub docs, "Troubleshooting the REST API". */
export const invalid = (
  resource: string,
  field: string,
  code: "missing" | "missing_field" | "invalid" | "already_exists" | "custom",
  message?: string,
): Refusal =>
  new Refusal(422, "Validation Failed", [
    { resource, code, ...(message === undefined ? { field } : { message }) },
  ]);

/** The body that goes with a refusal. */
export function refusalBody(refusal: Refusal): JsonObject {
  return {
    message: refusal.message,
    ...(refusal.errors.length > 0 ? { errors: refusal.errors } : {}),
    documentation_url: "https://docs.github.com/rest",
    status: String(refusal.status),
  };
}
