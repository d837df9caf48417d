import { AfarError, ERROR_TABLE, type ErrorCode } from "../../base/errors.ts";

import type { Resource } from "./elements.ts";

/** Issue types of FHIR; all others are `processing`. */
const ISSUE_TYPES: Partial<Record<ErrorCode, string>> = {
  USAGE: "invalid",
  NOT_FOUND: "not-found",
  SIGN_IN: "login",
  NOT_ALLOWED: "forbidden",
  FORBIDDEN_ORIGIN: "forbidden",
  TOO_OFTEN: "throttled",
  INTERNAL: "exception",
};

export interface FhirAnswer {
  readonly status: number;
  readonly resource: Resource;
}

/** A failure as FHIR tells it, under the HTTP status of the error table. Allocates. */
export function failureAnswer({ code, message }: AfarError): FhirAnswer {
  return {
    status: ERROR_TABLE[code].httpStatus,
    resource: {
      resourceType: "OperationOutcome",
      issue: [{ severity: "error", code: ISSUE_TYPES[code] ?? "processing", diagnostics: message }],
    },
  };
}

export function usage(message: string): AfarError {
  return new AfarError("USAGE", message);
}
