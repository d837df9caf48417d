import type { AfarError } from "../base/errors.ts";

import type { Caller } from "./caller.ts";
import type { Scope } from "./scopes.ts";

/** A route of another folder's making, which knows no server. */
export interface MountedRoute {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path with `:name` for its parts; a bed is `:bed`, or `bed` in the query. */
  readonly url: string;
  readonly scope: Scope;
  /** What it does, for the description of the API. */
  readonly summary: string;
  handle(call: MountedCall): Promise<MountedAnswer> | MountedAnswer;
  /** Words a failure, also that of a caller who is not let in; absent: as everywhere else. */
  failed?(error: AfarError): MountedAnswer;
}

export interface MountedCall {
  readonly params: Readonly<Record<string, string>>;
  /** A key that was given twice has a list. */
  readonly query: Readonly<Record<string, string | string[]>>;
  /** Of JSON; undefined where there was none. */
  readonly body: unknown;
  /** Who calls. Routes about several beds leave out those that `maySeeBed` denies. */
  readonly caller: Caller;
  /** Path and query as they were asked for. */
  readonly url: string;
}

export interface MountedAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}
