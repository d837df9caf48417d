import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";

import { onTestFinished } from "vitest";

import type { NamedResource, Resource } from "../../../src/interop/fhir/elements.ts";

import { r4Faults } from "./r4-validity.ts";
import { unitFaults } from "./unit-faults.ts";

/** What a server does with a transaction: takes it, answers otherwise, or fails. */
export type Behaviour =
  | "take"
  /** Takes it and closes before the answer. */
  | "take and close"
  | "close"
  | "stall"
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> };

export interface MadeServer {
  readonly base: string;
  /** What it has, by type and id. */
  readonly resources: ReadonlyMap<string, NamedResource>;
  /** Every version that was put, in the order in which they came. */
  readonly versions: readonly NamedResource[];
  /** Transactions as they came, refused ones too. */
  readonly bundles: readonly Resource[];
  /** What was wrong with what came. */
  readonly faults: readonly string[];
  /** Values of the header Authorization. */
  readonly authorizations: readonly (string | undefined)[];
  behave(behaviour: Behaviour): void;
  /** Forgets all that it has. */
  clear(): void;
}

interface Entry {
  readonly fullUrl: string;
  readonly resource: NamedResource;
  readonly request: { readonly method: string; readonly url: string };
}

/**
 * A FHIR server in memory that takes transactions of PUTs as R4 says: all or nothing, references only to what is there. It looks
 * at everything by R4's definitions. It ends with the test.
 */
export async function startFhirServer(tls?: { readonly cert: Buffer; readonly key: Buffer }): Promise<MadeServer> {
  const resources = new Map<string, NamedResource>();
  const versions: NamedResource[] = [];
  const bundles: Resource[] = [];
  const faults: string[] = [];
  const authorizations: (string | undefined)[] = [];
  let behaviour: Behaviour = "take";

  const serve: RequestListener = async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    authorizations.push(request.headers.authorization);
    const path = new URL(request.url ?? "", "http://server").pathname;
    if (request.method === "GET") {
      read(path, response);
      return;
    }
    if (behaviour === "stall") return;
    if (behaviour === "close") return void request.socket.destroy();
    if (typeof behaviour === "object") {
      response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body);
      return;
    }
    const words = take(request, path, body);
    if (behaviour === "take and close") return void request.socket.destroy();
    send(response, ...words);
  };

  function read(path: string, response: ServerResponse): void {
    if (behaviour === "stall") return;
    const found = resources.get(path.replace("/fhir/", ""));
    if (path === "/fhir/metadata") send(response, 200, { resourceType: "CapabilityStatement" });
    else if (found) send(response, 200, found);
    else send(response, 404, outcome("not known"));
  }

  function take({ headers }: IncomingMessage, path: string, body: string): [status: number, answer: Resource] {
    const bundle = JSON.parse(body) as Resource;
    bundles.push(bundle);
    if (path !== "/fhir" || !String(headers["content-type"]).startsWith("application/fhir+json")) {
      return [404, outcome("a transaction goes to the base, as FHIR's JSON")];
    }
    const entries = bundle.entry as readonly Entry[];
    const wrong = [...r4Faults(bundle), ...entries.flatMap((entry) => entryFaults(entry, entries))];
    faults.push(...wrong);
    if (wrong.length > 0) return [422, outcome(wrong.join("; "))];
    const statuses = entries.map(({ resource, request: { url } }) => {
      const status = resources.has(url) ? "200 OK" : "201 Created";
      resources.set(url, resource);
      versions.push(resource);
      return { response: { status } };
    });
    return [200, { resourceType: "Bundle", type: "transaction-response", entry: statuses }];
  }

  function entryFaults({ resource, request: { method, url }, fullUrl }: Entry, entries: readonly Entry[]): string[] {
    const own = `${resource.resourceType}/${resource.id}`;
    const isThere = (reference: string) =>
      resources.has(reference) || entries.some(({ request }) => request.url === reference);
    return [
      ...(method === "PUT" && url === own && fullUrl.endsWith(`/fhir/${own}`)
        ? []
        : [`${own} is put as ${method} ${url}`]),
      ...(/^[A-Za-z0-9.-]{1,64}$/.test(resource.id) ? [] : [`id ${resource.id}`]),
      ...r4Faults(resource).map((fault) => `${own}: ${fault}`),
      ...(resource.resourceType === "Device" || resource.resourceType === "Provenance" ? [] : unitFaultsOf(resource)),
      ...referencesOf(resource).flatMap((each) =>
        isThere(each) ? [] : [`${own} refers to ${each}, which is not there`],
      ),
    ];
  }

  const server = tls ? createTlsServer(tls, serve) : createServer(serve);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as { port: number };
  return {
    base: `${tls ? "https" : "http"}://127.0.0.1:${port}/fhir`,
    resources,
    versions,
    bundles,
    faults,
    authorizations,
    behave(next) {
      behaviour = next;
    },
    clear: () => resources.clear(),
  };
}

function unitFaultsOf(resource: NamedResource): string[] {
  return resource.resourceType === "DetectedIssue" ? [] : unitFaults(resource);
}

function referencesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === "reference" ? [String(inner)] : referencesOf(inner)));
}

/** As a server words what it does not take. */
export function outcome(diagnostics: string): Resource {
  return { resourceType: "OperationOutcome", issue: [{ severity: "error", code: "processing", diagnostics }] };
}

function send(response: ServerResponse, status: number, resource: Resource): void {
  response.writeHead(status, { "content-type": "application/fhir+json" }).end(JSON.stringify(resource));
}
