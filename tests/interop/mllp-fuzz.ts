import fc from "fast-check";
import { expect } from "vitest";

import { readAcknowledgement } from "../../src/interop/hl7/acknowledgement.ts";
import { planMllpReader } from "../../src/interop/hl7/mllp-framing.ts";
import { noteMemory } from "../bounded-memory.ts";

const LONGEST = 4096;

/** What real peers send, to be cut, doubled and damaged. */
const CORPUS = [
  "\vMSH|^~\\&|R|F|||20261124||ACK^R40|1|P|2.6\rMSA|AA|ID\r\x1c\r",
  "\vMSH|^~\\&|R|F|||20261124||ORA^R41|1|P|2.6\rMSA|AE|ID|no\rERR|||207|E||||text\r\x1c\r",
  "\vMSH#^~\\&#R#F\rMSA#CR#ID\r\x1c\r",
  "\vMSA|AA\r\x1c",
  "\v\x1c\r",
  "\v\v\x1c\x1c\r\r",
  "HTTP/1.1 200 OK\r\n\r\n",
  `\v${"MSA|".repeat(2000)}`,
].map((text) => Buffer.from(text, "latin1"));

const piece = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.constantFrom(...CORPUS),
  fc
    .tuple(fc.constantFrom(...CORPUS), fc.nat(), fc.nat(), fc.integer({ min: 0, max: 255 }))
    .map(([bytes, from, at, value]) => {
      const cut = Buffer.from(bytes.subarray(from % bytes.length));
      cut[at % cut.length] = value;
      return cut;
    }),
  fc.array(fc.constantFrom(0x0b, 0x1c, 0x0d, 0x7c, 0x41), { maxLength: 50 }).map((bytes) => Uint8Array.from(bytes)),
);

/** Gives the reader and what reads answers so many inputs: nothing is thrown, nothing longer than allowed is kept or given, and no memory afterwards. */
export function fuzzMllpReader(runs: number): void {
  const expectFreed = noteMemory();
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const reader = planMllpReader(LONGEST);
      for (const bytes of pieces) {
        for (const text of reader.push(bytes) ?? []) {
          expect(text.length).toBeLessThanOrEqual(LONGEST);
          const answer = readAcknowledgement(text);
          if (answer === null) continue;
          expect(answer.code).toMatch(/^[AC][AER]$/);
          expect(answer.detail).not.toMatch(/\p{Cc}/u);
        }
      }
    }),
    { numRuns: runs },
  );
  expectFreed();
}
