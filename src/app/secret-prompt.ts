import { createInterface } from "node:readline";
import { Writable } from "node:stream";

import { AfarError } from "../base/errors.ts";

/**
 * Asks for a secret: twice and unseen on a terminal, else the first line of standard input. It never stands on a command line,
 * which everybody on the box may list. Throws AfarError USAGE.
 */
export async function readSecret(what: string): Promise<string> {
  if (!process.stdin.isTTY) return withoutEmpty(await firstLine(), what);
  const secret = await unseen(`${what}: `);
  if (secret !== (await unseen("Once more: "))) throw new AfarError("USAGE", "the two are not the same: try again");
  return withoutEmpty(secret, what);
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  return "";
}

function unseen(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reading = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  process.stderr.write(question);
  return new Promise((resolve, reject) => {
    reading.once("SIGINT", () => {
      reading.close();
      reject(new AfarError("USAGE", "nothing was changed"));
    });
    reading.question("", (secret) => {
      reading.close();
      process.stderr.write("\n");
      resolve(secret);
    });
  });
}

function withoutEmpty(secret: string, what: string): string {
  if (secret === "") throw new AfarError("USAGE", `${what} is empty: give it on standard input`);
  return secret;
}
