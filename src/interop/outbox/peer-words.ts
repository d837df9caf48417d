const LONGEST = 200;

/** What a peer wrote as one short line, so that it can stand in a log; empty for nothing. */
export function peerWords(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, LONGEST);
}
