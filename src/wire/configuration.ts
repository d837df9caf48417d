import { type Static, Type } from "typebox";

import { AccountsChoice, ListenChoice, TlsChoice } from "./access-choice.ts";
import { ALARM_CODES, AlarmLimits, AlarmSettings } from "./alarms.ts";
import { ReceiverChoice } from "./receiver-choice.ts";
import type { SchemaNode } from "./schema-node.ts";

/**
 * What may stand in a station's configuration file, as the parsed TOML gives it. The one source of its check, of the printed JSON
 * Schema and of the table in docs/configuration.md. A key stands here once something in Afar does what it says.
 */

const closed = { additionalProperties: false };
const variableName = { pattern: "^[A-Za-z_][A-Za-z0-9_]*$", title: "the name of an environment variable" };
const { pulse, respiration } = AlarmLimits.properties;
const { conditionDelayS, extremeDelayS, noBreathDelayS } = AlarmSettings.properties;

const AlarmChoice = Type.Object(
  {
    profile: Type.Optional(
      Type.Enum(["adult", "paediatric", "neonatal"], {
        description: "Whose limits hold where none are given.",
        default: "adult",
      }),
    ),
    pulseLowBpm: Type.Optional(
      Type.Integer({ ...pulse.properties.low, description: "Alarm below; default by profile: 50, 75, 100." }),
    ),
    pulseHighBpm: Type.Optional(
      Type.Integer({ ...pulse.properties.high, description: "Alarm above; default by profile: 120, 160, 200." }),
    ),
    respirationLowBrpm: Type.Optional(
      Type.Integer({ ...respiration.properties.low, description: "Alarm below; default by profile: 8, 8, 30." }),
    ),
    respirationHighBrpm: Type.Optional(
      Type.Integer({ ...respiration.properties.high, description: "Alarm above; default by profile: 30, 30, 100." }),
    ),
    conditionDelayS: Type.Optional(
      Type.Number({
        ...conditionDelayS,
        description: "How long a value must be beyond its limit before it alarms.",
        default: 10,
      }),
    ),
    extremeDelayS: Type.Optional(
      Type.Number({ ...extremeDelayS, description: "The same for a value 20 /min or more beyond.", default: 5 }),
    ),
    noBreathS: Type.Optional(
      Type.Number({ ...noBreathDelayS, description: "Time without a breath before it alarms.", default: 20 }),
    ),
    latching: Type.Optional(
      Type.Array(Type.Enum([...ALARM_CODES]), {
        description: "Alarms that stay until somebody acknowledges them, also when their cause has ended.",
        default: ["pulse-lost", "no-breath"],
      }),
    ),
    off: Type.Optional(
      Type.Array(Type.Enum([...ALARM_CODES]), {
        description: "Alarms that are switched off; an empty list switches on grimace and opened eyes.",
        default: ["grimace", "eyes-opened"],
      }),
    ),
    reminderMin: Type.Optional(
      Type.Enum([1, 2, 3, 5, 10], { description: "Time between reminders of alarms that are off.", default: 3 }),
    ),
    escalate: Type.Optional(
      Type.Boolean({ description: "An alarm that nobody attends to rises in priority.", default: true }),
    ),
    escalateS: Type.Optional(Type.Number({ minimum: 30, maximum: 600, description: "After how long.", default: 180 })),
  },
  closed,
);
export type AlarmChoice = Static<typeof AlarmChoice>;

const CameraChoice = Type.Object(
  {
    transport: Type.Optional(
      Type.Enum(["tcp", "udp"], { description: "How RTSP carries the pictures.", default: "tcp" }),
    ),
    timeoutS: Type.Optional(
      Type.Number({ minimum: 1, maximum: 60, description: "Time without a picture after which the camera is lost." }),
    ),
    widthPx: Type.Optional(
      Type.Integer({ minimum: 160, maximum: 7680, description: "Width to ask a local camera for; with heightPx." }),
    ),
    heightPx: Type.Optional(
      Type.Integer({ minimum: 120, maximum: 4320, description: "Height to ask a local camera for; with widthPx." }),
    ),
    rateHz: Type.Optional(
      Type.Number({ minimum: 5, maximum: 240, description: "Pictures a second to ask a local camera for." }),
    ),
    format: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 20,
        description: "Format to ask a local camera for, by FFmpeg's name, such as mjpeg or yuyv422.",
      }),
    ),
    lockExposure: Type.Optional(
      Type.Boolean({ description: "Hold exposure and white balance of a local camera still.", default: true }),
    ),
    decoder: Type.Optional(
      Type.Enum(["processor", "hardware"], {
        description: "What decodes the pictures: hardware where the box has a device that can, else the processor.",
        default: "processor",
      }),
    ),
    user: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: "Who signs in at the camera." })),
    passwordFile: Type.Optional(
      Type.String({ minLength: 1, description: "File whose first line is the password; beside the configuration." }),
    ),
    passwordVariable: Type.Optional(
      Type.String({
        ...variableName,
        description: "Environment variable that holds the password.",
      }),
    ),
  },
  closed,
);
export type CameraChoice = Static<typeof CameraChoice>;

const share = (of: string) => Type.Number({ minimum: 0, maximum: 1, description: `Share 0 to 1 of the view's ${of}.` });

const ZoneChoice = Type.Object(
  {
    left: share("width, from its left edge"),
    top: share("height, from its upper edge"),
    right: share("width, from its left edge"),
    bottom: share("height, from its upper edge"),
  },
  { ...closed, description: "Part of the upright view in which the patient's face is looked for; default: all of it." },
);
export type ZoneChoice = Static<typeof ZoneChoice>;

const BedChoice = Type.Object(
  {
    id: Type.String({
      pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$",
      title: "at most 32 letters, digits, dots, dashes and underscores",
      description: "Name that never changes: history is kept by it.",
    }),
    label: Type.Optional(
      Type.String({ minLength: 1, maxLength: 40, description: "What the monitor shows; default: Bed and its id." }),
    ),
    source: Type.String({
      minLength: 1,
      maxLength: 2048,
      description:
        "What watches the bed: rtsp://, rtsps://, http:// or https://, v4l2:/dev/video0, loop:FILE, FILE, phantom:SCENARIO. Files lie beside the configuration.",
    }),
    zone: Type.Optional(ZoneChoice),
    camera: Type.Optional(CameraChoice),
    network: Type.Optional(
      Type.String({
        pattern: "^[a-z0-9][a-z0-9-]{0,31}$",
        title: "the name of a network as afar model list tells it",
        description: "Learned network that is a further witness of the pulse; default: none.",
      }),
    ),
    alarms: Type.Optional(AlarmChoice),
  },
  closed,
);
export type BedChoice = Static<typeof BedChoice>;

const keptFor = (most: number, what: string, preset: number) =>
  Type.Optional(
    Type.Integer({ minimum: 1, maximum: most, description: `How long ${what} are kept.`, default: preset }),
  );

const HistoryChoice = Type.Object(
  {
    sqlitePath: Type.Optional(
      Type.String({
        minLength: 1,
        description: "SQLite file, beside the configuration; made where it does not exist.",
      }),
    ),
    postgresVariable: Type.Optional(
      Type.String({
        ...variableName,
        description:
          "Environment variable that holds postgres://user:password@host:port/database; instead of sqlitePath.",
      }),
    ),
    postgresSchema: Type.Optional(
      Type.String({
        pattern: "^[a-z][a-z0-9_]{0,62}$",
        title: "lower-case letters, digits and underscores, at most 63",
        description: "Schema in that database, this station's alone.",
        default: "afar",
      }),
    ),
    keepSecondsH: keptFor(8760, "values of every second", 72),
    keepMinutesD: keptFor(3650, "values of every minute", 30),
    keepEventsD: keptFor(3650, "events with their waves", 30),
    keepLogD: keptFor(36500, "rows of the alarm log", 365),
  },
  closed,
);
export type HistoryChoice = Static<typeof HistoryChoice>;

const ConfigurationFile = Type.Object(
  {
    station: Type.Optional(
      Type.Object(
        {
          ...ListenChoice,
        },
        closed,
      ),
    ),
    tls: Type.Optional(TlsChoice),
    accounts: Type.Optional(AccountsChoice),
    camera: Type.Optional(CameraChoice),
    alarms: Type.Optional(AlarmChoice),
    history: Type.Optional(HistoryChoice),
    replay: Type.Optional(
      Type.Object(
        {
          folder: Type.String({
            minLength: 1,
            description:
              "Folder of recordings that engineers may replay on the page, beside the configuration; what the page has recorded they may anyhow.",
          }),
        },
        closed,
      ),
    ),
    receivers: Type.Optional(Type.Array(ReceiverChoice, { maxItems: 16 })),
    beds: Type.Array(BedChoice, { minItems: 1 }),
  },
  { ...closed, title: "Configuration of an Afar station" },
);
export type ConfigurationFile = Static<typeof ConfigurationFile>;

/** The same as plain JSON Schema. */
export const CONFIGURATION_SCHEMA = ConfigurationFile as unknown as SchemaNode;
