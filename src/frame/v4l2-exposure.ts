import type { Note } from "../base/note.ts";
import { noteOf } from "../wire/note-codes.ts";

import type { V4l2Tool } from "./v4l2-tool.ts";

/** A control of a camera as v4l2-ctl lists it. */
export interface V4l2Control {
  readonly name: string;
  readonly value: number;
  /** Texts of a menu by their number; empty for another kind. */
  readonly menu: ReadonlyMap<number, string>;
}

/** What is held still, how it is called, its automatic control by its names over the years, and the value it takes over. */
const LOCKS = [
  {
    what: "exposure",
    automatic: ["auto_exposure", "exposure_auto"],
    held: ["exposure_time_absolute", "exposure_absolute", "exposure"],
  },
  {
    what: "gain",
    automatic: ["gain_automatic", "autogain", "iso_sensitivity_auto"],
    held: ["gain", "analogue_gain", "iso_sensitivity"],
  },
  {
    what: "white balance",
    automatic: ["white_balance_automatic", "white_balance_temperature_auto", "white_balance_auto_preset"],
    held: ["white_balance_temperature"],
  },
] as const;
/** Lengthens exposures in the dark: with it a held exposure is none. */
const DYNAMIC_RATE = ["exposure_dynamic_framerate", "exposure_auto_priority"] as const;
const MANUAL = /manual/i;
/** A sensitivity of none leaves the choice to the camera, whatever the automatic control says. */
const NONE = /^0\b/;
const FLICKER = "power_line_frequency";
const FLICKER_OFF = /^disabled/i;
const FLICKER_FOUND = /^auto/i;

/** Reads `v4l2-ctl --list-ctrls-menus`, by name. */
export function readControls(listing: string): Map<string, V4l2Control> {
  const controls = new Map<string, V4l2Control>();
  let menu = new Map<number, string>();
  for (const line of listing.split("\n")) {
    const control = /^\s*(\w+) 0x[0-9a-f]+ \((\w+)\)\s*:.*\bvalue=(-?\d+)/.exec(line);
    const entry = /^\s+(\d+): (.+)$/.exec(line);
    if (control) {
      menu = new Map();
      controls.set(control[1], { name: control[1], value: Number(control[3]), menu });
    } else if (entry) menu.set(Number(entry[1]), entry[2]);
  }
  return controls;
}

/**
 * Holds exposure, gain and white balance at what they are now: a camera that corrects its exposure takes the pulse out of the
 * picture. Returns whole sentences: what is held at which value, and a warning for what cannot be; adds the same to `notes`.
 */
export async function holdExposure(tool: V4l2Tool, device: string, notes: Note[] = []): Promise<string> {
  const listed = await tool(device, ["--list-ctrls-menus"]);
  if ("refusal" in listed) {
    notes.push(noteOf("settings-unknown", {}));
    return `Exposure, gain and white balance may wander and take the pulse with them: v4l2-ctl ${listed.refusal}.`;
  }
  const controls = readControls(listed.output);
  const held: string[] = [];
  const wandering: string[] = [];
  const set = async (name: string, value: number) => {
    if ("refusal" in (await tool(device, ["--set-ctrl", `${name}=${value}`]))) return false;
    const after = await tool(device, ["--list-ctrls-menus"]);
    return "output" in after && readControls(after.output).get(name)?.value === value;
  };
  const find = (names: readonly string[]) =>
    names.map((name) => controls.get(name)).find((found) => found !== undefined);
  const dynamic = find(DYNAMIC_RATE);
  if (dynamic && dynamic.value !== 0) await set(dynamic.name, 0);
  for (const { what, automatic, held: names } of LOCKS) {
    const switched = find(automatic);
    const value = find(names);
    // A camera without either has nothing that could wander, or nothing that could be held: only an exposure is always there.
    if (!switched && !value) {
      if (what !== "exposure") continue;
      wandering.push(what);
      notes.push(noteOf("setting-wanders", { what }));
      continue;
    }
    const isOff = switched === undefined || (await set(switched.name, manualValue(switched)));
    const isNone = NONE.test(value?.menu.get(value.value) ?? "");
    const isHeld = value === undefined || (!isNone && (await set(value.name, value.value)));
    if (isOff && isHeld) {
      held.push(value === undefined ? what : `${what} at ${value.value}`);
      notes.push(noteOf("setting-held", { what, at: value?.value ?? "" }));
    } else {
      wandering.push(what);
      notes.push(noteOf("setting-wanders", { what }));
    }
  }
  const sentences: string[] = [];
  if (held.length > 0) sentences.push(`Held still: ${held.join(", ")}.`);
  if (wandering.length > 0) {
    sentences.push(
      `The camera does not let ${wandering.join(", ")} be held: it may wander and take the pulse with it.`,
    );
  }
  const flicker = controls.get(FLICKER);
  const setting = flicker?.menu.get(flicker.value);
  if (setting !== undefined) {
    const isOff = FLICKER_OFF.test(setting);
    sentences.push(isOff ? "Its anti-flicker is off." : `Its anti-flicker is set to ${setting}.`);
    notes.push(isOff ? noteOf("anti-flicker-off", {}) : noteOf("anti-flicker", { setting }));
  }
  return sentences.join(" ");
}

/** Where anti-flicker is off and the camera can find the mains' frequency out, lets it do so; a set frequency stays. */
export async function letFlickerBeFound(tool: V4l2Tool, device: string): Promise<void> {
  const listed = await tool(device, ["--list-ctrls-menus"]);
  const flicker = "output" in listed ? readControls(listed.output).get(FLICKER) : undefined;
  const found = [...(flicker?.menu ?? [])].find(([, text]) => FLICKER_FOUND.test(text));
  if (flicker && found && FLICKER_OFF.test(flicker.menu.get(flicker.value) ?? "")) {
    await tool(device, ["--set-ctrl", `${FLICKER}=${found[0]}`]);
  }
}

/** What switches an automatic control off: the entry of a menu that says manual, else 0. */
function manualValue({ menu }: V4l2Control): number {
  const manual = [...menu].find(([, text]) => MANUAL.test(text));
  return manual ? manual[0] : 0;
}
