import { createHash, randomInt, timingSafeEqual } from "node:crypto";

/** Without signs that are taken for one another. */
const SIGNS = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
const GROUPS = 3;
const GROUP_LENGTH = 4;

/** A new code such as `K7QX-M2TP-9RVD`, of 58 bits, which the station tells on its own terminal only. */
export function newSetUpCode(): string {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

/** Whether a code was typed, however its letters and dashes were. The time that it takes tells nothing. */
export function isSameSecret(typed: string, code: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text.toUpperCase().replace(/[\s-]/g, "")).digest();
  return code !== "" && timingSafeEqual(digest(typed), digest(code));
}
