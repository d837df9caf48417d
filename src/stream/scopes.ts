/**
 * What a caller may do at the station. Every route and every message of the stream asks for one of these, and every role and
 * every API token holds some of them.
 */
export const SCOPES = {
  read: "see beds: values, waves, alarms, trends and the past",
  order: "give orders of a nurse: acknowledge, silence, admit, discharge, limits, privacy",
  record: "begin and end recordings of a bed",
  replay: "open recordings and replay them",
  export: "take unrounded values and the alarm log away",
  diagnose: "see how the box itself and its receivers do, and send again or discard what a receiver refused",
  administer: "manage accounts, tokens and what leaves the box",
} as const;

export type Scope = keyof typeof SCOPES;

export const SCOPE_NAMES = Object.keys(SCOPES) as readonly Scope[];

/** Scope of a route: `public` answers anybody who speaks to this station by its own name. */
export type RouteScope = Scope | "public";

/** Each role may do what those before it may. */
export const ROLES = ["viewer", "nurse", "engineer", "admin"] as const;

export type Role = (typeof ROLES)[number];

const ADDED: Readonly<Record<Role, readonly Scope[]>> = {
  viewer: ["read"],
  nurse: ["order"],
  engineer: ["record", "replay", "export", "diagnose"],
  admin: ["administer"],
};

/** Allocates. */
export function scopesOfRole(role: Role): ReadonlySet<Scope> {
  return new Set(ROLES.slice(0, ROLES.indexOf(role) + 1).flatMap((each) => ADDED[each]));
}
