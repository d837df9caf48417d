import { peerWords } from "../outbox/peer-words.ts";

/** What a receiver said to a message. */
export interface Acknowledgement {
  /** MSH-10 of the message that it answers. */
  readonly messageId: string;
  /** MSA-1. */
  readonly code: string;
  /** In the receiver's words, or its code; one line. */
  readonly detail: string;
}

/**
 * Reads ACK and ORA alike: only their MSA counts, and ERR and MSA-3 for the words. Null for any other text. Throws nothing.
 */
export function readAcknowledgement(text: string): Acknowledgement | null {
  const segments = text.split(/[\r\n]+/);
  const header = /^MSH(.)/.exec(segments[0]);
  if (!header) return null;
  const parts = (name: string) => segments.find((line) => line.startsWith(name + header[1]))?.split(header[1]);
  const msa = parts("MSA");
  const [, code = "", messageId = "", said = ""] = msa ?? [];
  if (!/^[AC][AER]$/.test(code) || messageId === "") return null;
  const words = said || parts("ERR")?.[8] || parts("ERR")?.[7] || "";
  const line = peerWords(words);
  return { messageId, code, detail: line === "" ? code : `${code} ${line}` };
}
