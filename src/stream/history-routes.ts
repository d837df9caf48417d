import { Readable } from "node:stream";

import type { FastifyInstance, FastifyRequest } from "fastify";

import { AfarError } from "../base/errors.ts";
import {
  type EventsAnswer,
  type EventWavesAnswer,
  LONGEST_MINUTES_MS,
  LONGEST_SECONDS_MS,
  RangeQuery,
  type TrendAnswer,
  TrendQuery,
} from "../wire/history.ts";

import { noSuchBed } from "./access-guard.ts";
import type { AccessEvent } from "./accounts/audit.ts";
import { type AskedRange, askedRange } from "./time-range.ts";

/** What reads the history for pages. Each is undefined where there is no such bed. */
export interface HistoryDesk {
  trend(bed: string, range: AskedRange, stepMs: TrendAnswer["stepMs"]): Promise<TrendAnswer> | undefined;
  events(bed: string, range: AskedRange): Promise<EventsAnswer> | undefined;
  /** Resolves with null where there is no such event of this bed. */
  eventWaves(bed: string, id: string): Promise<EventWavesAnswer | null> | undefined;
  /** Lines of a CSV file of every second, some hundred at a time. */
  trendLines(bed: string, range: AskedRange): AsyncIterable<string> | undefined;
}

interface OfBed {
  readonly bed: string;
}

/** Takes what was ordered into the log. */
export type AuditRequest = (request: FastifyRequest, what: AccessEvent["what"], detail: string) => void;

/**
 * Adds what pages read of the past: trends, events and their waves. `desk`: null until the station has its history. What is taken
 * away is in the log.
 */
export function addHistoryRoutes(server: FastifyInstance, desk: () => HistoryDesk | null, audit: AuditRequest): void {
  server.get<{ Params: OfBed; Querystring: TrendQuery }>(
    "/api/beds/:bed/trends",
    described("read", "A bed's trend over up to 72 h by minutes, or 4 h by seconds", { querystring: TrendQuery }),
    ({ params: { bed }, query }) => {
      const stepMs = query.step === "second" ? 1000 : 60_000;
      const range = askedRange(query, stepMs === 1000 ? LONGEST_SECONDS_MS : LONGEST_MINUTES_MS);
      return known(desk()?.trend(bed, range, stepMs), bed);
    },
  );

  server.get<{ Params: OfBed; Querystring: RangeQuery }>(
    "/api/beds/:bed/trends.csv",
    described("export", "Every second of a bed's trend as CSV, up to 72 h", { querystring: RangeQuery }),
    (request, reply) => {
      const { bed } = request.params;
      const range = askedRange(request.query, LONGEST_MINUTES_MS);
      const lines = known(desk()?.trendLines(bed, range), bed);
      const [from, to] = [range.fromMs, range.toMs].map((tMs) => new Date(tMs).toISOString());
      audit(request, "exported", `trend of bed ${bed}, ${from} to ${to}`);
      reply.header("content-type", "text/csv; charset=utf-8");
      reply.header("content-disposition", `attachment; filename="trends-${bed.replace(/[^\w.-]/g, "_")}.csv"`);
      return reply.send(Readable.from(lines));
    },
  );

  server.get<{ Params: OfBed; Querystring: RangeQuery }>(
    "/api/beds/:bed/events",
    described("read", "What happened to a bed: alarms and orders, the newest first", { querystring: RangeQuery }),
    ({ params: { bed }, query }) => known(desk()?.events(bed, askedRange(query, LONGEST_MINUTES_MS)), bed),
  );

  server.get<{ Params: OfBed & { id: string } }>(
    "/api/beds/:bed/events/:id",
    described("read", "The waves 10 s before and after an alarm"),
    async ({ params: { bed, id } }) => {
      const waves = await known(desk()?.eventWaves(bed, id), bed);
      if (waves === null) throw new AfarError("NOT_FOUND", `bed ${bed} has no event ${JSON.stringify(id)} with waves`);
      return waves;
    },
  );
}

function described(scope: "read" | "export", summary: string, more: object = {}) {
  return { config: { scope }, schema: { tags: ["history"], summary, ...more } };
}

function known<T>(answer: T | undefined, bed: string): T {
  if (answer !== undefined) return answer;
  throw noSuchBed(bed);
}
