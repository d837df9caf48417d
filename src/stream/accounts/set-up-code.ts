import { createHash, randomInt, timingSafeEqual } from "node:crypto";

/** Without signs that are taken for one another. */
const SIGNS = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
const GROUPS = 3;
const GROUP_LENGTH = 4;

/** A new code such as `K7QX-M2TP-9RVD`, of 58 bits. */
export function newSetUpCode(): string {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

/** A code without what differs from hand to hand: the case of letters, dashes and blanks. */
export function plainCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, "");
}

/** Whether a code was typed, however its letters and dashes were. The time that it takes tells nothing. */
export function isSameSecret(typed: string, code: string): boolean {
  const digest = (text: string) => createHash("sha256").update(plainCode(text)).digest();
  return code !== "" && timingSafeEqual(digest(typed), digest(code));
}
