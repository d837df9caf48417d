import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";

import { AfarError, ERROR_TABLE, type ErrorCode } from "../base/errors.ts";
import type { Failure } from "../wire/failure.ts";

/** Makes every failure answer with its status of the error table and `{code, message}`; a fault's inside stays inside. */
export function answerFailures(server: FastifyInstance, onFault: (error: unknown) => void): void {
  server.setErrorHandler<FastifyError | AfarError>((error, _request, reply) => {
    if (error instanceof AfarError) {
      return reply.code(ERROR_TABLE[error.code].httpStatus).send({
        ...failure(error.code, error.message),
        ...(error.note && { notes: [error.note] }),
      });
    }
    const status = error.statusCode ?? 500;
    if (status < 500)
      return reply.code(status).send(failure("USAGE", `the request was not understood: ${error.message}`));
    onFault(error);
    return reply.code(500).send(failure("INTERNAL", "the station failed on this request: its log says why"));
  });

  server.setNotFoundHandler((request, reply) =>
    reply.code(404).send(failure("NOT_FOUND", `there is nothing at ${request.method} ${request.url.split("?", 1)[0]}`)),
  );
}

/** Answers what the server refuses before it looks for a route, such as an address that is no text. */
export function answerUnrouted(error: FastifyError, _request: unknown, reply: FastifyReply): void {
  void reply.code(error.statusCode ?? 400).send(failure("USAGE", `the request was not understood: ${error.message}`));
}

function failure(code: ErrorCode, message: string): Failure {
  return { code, message };
}
