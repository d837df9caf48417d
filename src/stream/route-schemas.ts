import { Failure, Nothing } from "../wire/failure.ts";

/** The answer 204, which has no body. */
export const emptyAnswer = { description: "Done.", ...Nothing };

type Status = 400 | 401 | 403 | 404 | 413 | 422 | 429;

const WHY: Readonly<Record<Status, string>> = {
  400: "The request was not understood.",
  401: "Nobody is signed in, or the sign-in has ended.",
  403: "The caller may not do this, or the request came from another site.",
  404: "There is no such thing.",
  413: "The body is too long.",
  422: "The recording cannot be used.",
  429: "Too many requests or wrong passwords.",
};

/** Failures that a route may answer with. Allocates. */
export function failureAnswers(...statuses: Status[]): Record<number, object> {
  return Object.fromEntries(statuses.map((status) => [status, { description: WHY[status], ...Failure }]));
}
