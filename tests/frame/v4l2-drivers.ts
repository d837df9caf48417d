import type { V4l2Tool } from "../../src/frame/v4l2-tool.ts";

/** A control of a made driver, as its kernel module declares it. */
interface Declared {
  readonly id: string;
  readonly type: "int" | "bool" | "menu" | "intmenu";
  /** As v4l2-ctl prints it between the type and the value. */
  readonly range: string;
  readonly value: number;
  readonly menu?: Readonly<Record<number, string>>;
  /** The automatic control that rules this one, and its value that leaves it to the user. */
  readonly ruledBy?: { readonly name: string; readonly manual: number };
}

export interface DriverPlan {
  readonly formats: string;
  readonly controls: Readonly<Record<string, Declared>>;
  /** Writing to a control that its automatic rules: refused as uvcvideo does, or taken and without effect as in the common framework. */
  readonly ruled: "refused" | "ignored";
}

const discrete = (sizes: readonly (readonly [size: string, ...rates: readonly number[]])[]) =>
  sizes
    .map(([size, ...rates]) => {
      const intervals = rates.map((hz) => `\t\t\tInterval: Discrete ${(1 / hz).toFixed(3)}s (${hz.toFixed(3)} fps)\n`);
      return `\t\tSize: Discrete ${size}\n${intervals.join("")}`;
    })
    .join("");
const capture = (formats: string) => `ioctl: VIDIOC_ENUM_FMT\n\tType: Video Capture\n\n${formats}`;
const flicker = (range: string, value: number, menu: Readonly<Record<number, string>>): Declared => {
  return { id: "0x00980918", type: "menu", range, value, menu };
};
const MAINS = { 0: "Disabled", 1: "50 Hz", 2: "60 Hz" };

/**
 * Three drivers as the kernel's documentation and sources describe them, their answers written by hand in the form of v4l2-ctl.
 * None was recorded from a device.
 */
export const DRIVERS = {
  /** A USB camera: sizes and rates one by one, and exposure in aperture priority. */
  uvcvideo: {
    formats: capture(
      `\t[0]: 'MJPG' (Motion-JPEG, compressed)\n${discrete([
        ["1920x1080", 30],
        ["1280x720", 60, 30],
        ["160x120", 30],
      ])}\t[1]: 'YUYV' (YUYV 4:2:2)\n${discrete([
        ["640x480", 30, 15],
        ["160x120", 30],
        ["1280x720", 10],
      ])}`,
    ),
    controls: {
      brightness: { id: "0x00980900", type: "int", range: "min=-64 max=64 step=1 default=0", value: 0 },
      white_balance_automatic: { id: "0x0098090c", type: "bool", range: "default=1", value: 1 },
      gain: { id: "0x00980913", type: "int", range: "min=0 max=100 step=1 default=0", value: 12 },
      power_line_frequency: flicker("min=0 max=2 default=1", 1, MAINS),
      white_balance_temperature: {
        id: "0x0098091a",
        type: "int",
        range: "min=2800 max=6500 step=1 default=4600",
        value: 4600,
        ruledBy: { name: "white_balance_automatic", manual: 0 },
      },
      auto_exposure: {
        id: "0x009a0901",
        type: "menu",
        range: "min=0 max=3 default=3",
        value: 3,
        menu: { 1: "Manual Mode", 3: "Aperture Priority Mode" },
      },
      exposure_time_absolute: {
        id: "0x009a0902",
        type: "int",
        range: "min=1 max=5000 step=1 default=157",
        value: 157,
        ruledBy: { name: "auto_exposure", manual: 1 },
      },
      exposure_dynamic_framerate: { id: "0x009a0903", type: "bool", range: "default=0", value: 1 },
    },
    ruled: "refused",
  },
  /** The Raspberry Pi's camera behind its firmware: bounds instead of sizes, and a sensitivity that manual exposure leaves free. */
  bcm2835: {
    formats: capture(
      ["[0]: 'YU12' (Planar YUV 4:2:0)", "[1]: 'YUYV' (YUYV 4:2:2)", "[2]: 'MJPG' (Motion-JPEG, compressed)"]
        .map((format) => `\t${format}\n\t\tSize: Stepwise 32x32 - 2592x1944 with step 2/2\n`)
        .join(""),
    ),
    controls: {
      red_balance: { id: "0x0098090e", type: "int", range: "min=1 max=7999 step=1 default=1000", value: 1000 },
      blue_balance: { id: "0x0098090f", type: "int", range: "min=1 max=7999 step=1 default=1000", value: 1000 },
      power_line_frequency: flicker("min=0 max=3 default=1", 0, { ...MAINS, 3: "Auto" }),
      auto_exposure: {
        id: "0x009a0901",
        type: "menu",
        range: "min=0 max=3 default=0",
        value: 0,
        menu: { 0: "Auto Mode", 1: "Manual Mode" },
      },
      exposure_time_absolute: {
        id: "0x009a0902",
        type: "int",
        range: "min=1 max=10000 step=1 default=1000",
        value: 1000,
        ruledBy: { name: "auto_exposure", manual: 1 },
      },
      exposure_dynamic_framerate: { id: "0x009a0903", type: "bool", range: "default=0", value: 0 },
      white_balance_auto_preset: {
        id: "0x009a0914",
        type: "menu",
        range: "min=0 max=10 default=1",
        value: 1,
        menu: { 0: "Manual", 1: "Auto", 2: "Incandescent" },
      },
      iso_sensitivity: {
        id: "0x009a0917",
        type: "intmenu",
        range: "min=0 max=4 default=0",
        value: 0,
        menu: { 0: "0 (0x0)", 1: "100000 (0x186a0)", 2: "200000 (0x30d40)" },
      },
      iso_sensitivity_auto: {
        id: "0x009a0918",
        type: "menu",
        range: "min=0 max=1 default=1",
        value: 1,
        menu: { 0: "Manual", 1: "Auto" },
      },
    },
    ruled: "ignored",
  },
  /** The kernel's virtual camera: no exposure and no white balance, a gain with an automatic. */
  vivid: {
    formats: capture(
      `\t[0]: 'NV16' (Y/UV 4:2:2)\n${discrete([
        ["320x180", 30, 15],
        ["640x360", 30, 15],
        ["1280x720", 30, 15],
      ])}\t[1]: 'AR24' (32-bit BGRA 8-8-8-8)\n${discrete([["1280x720", 30]])}`,
    ),
    controls: {
      gain_automatic: { id: "0x00980912", type: "bool", range: "default=1", value: 1 },
      gain: {
        id: "0x00980913",
        type: "int",
        range: "min=0 max=255 step=1 default=100",
        value: 100,
        ruledBy: { name: "gain_automatic", manual: 0 },
      },
    },
    ruled: "ignored",
  },
} satisfies Record<string, DriverPlan>;

export interface MadeDriver {
  readonly tool: V4l2Tool;
  /** Value of each control now. */
  readonly values: ReadonlyMap<string, number>;
  /** What was written, in order, and whether it was taken. */
  readonly writes: readonly string[];
  /** Automatics that are on change what they rule. */
  lightChanges(): void;
}

/** A driver that keeps what it is told, and answers as v4l2-ctl does. */
export function madeDriver({ formats, controls, ruled }: DriverPlan): MadeDriver {
  const values = new Map(Object.entries(controls).map(([name, { value }]) => [name, value]));
  const writes: string[] = [];
  const isRuled = ({ ruledBy }: Declared) => ruledBy !== undefined && values.get(ruledBy.name) !== ruledBy.manual;
  const list = () =>
    Object.entries(controls)
      .map(([name, control]) => {
        const { id, type, range, menu = {} } = control;
        const value = values.get(name) ?? 0;
        const words = menu[value] === undefined ? "" : ` (${menu[value]})`;
        const entries = Object.entries(menu).map(([n, text]) => `\t\t\t\t${n}: ${text}\n`);
        const flags = isRuled(control) ? " flags=inactive" : "";
        const head = `${name.padStart(31)} ${id} ${`(${type})`.padEnd(8)}: ${range} value=${value}${words}${flags}\n`;
        return head + entries.join("");
      })
      .join("");

  function write(setting: string) {
    const [name, text] = setting.split("=");
    const control = (controls as Record<string, Declared>)[name];
    if (!control) return { refusal: `says: unknown control '${name}'` };
    writes.push(setting);
    if (isRuled(control) && ruled === "refused") {
      return { refusal: `says: ${name}: failed: Permission denied` };
    }
    if (!isRuled(control)) values.set(name, Number(text));
    return { output: "" };
  }

  return {
    values,
    writes,
    tool: async (_, [command, setting]) => {
      if (command === "--list-formats-ext") return { output: formats };
      if (command === "--list-ctrls-menus") return { output: `\nUser Controls\n\n${list()}` };
      return write(setting);
    },
    lightChanges() {
      for (const [name, control] of Object.entries(controls as Record<string, Declared>)) {
        if (isRuled(control)) values.set(name, (values.get(name) ?? 0) + 7);
      }
    },
  };
}
