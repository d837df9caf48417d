import { type Static, Type } from "typebox";

const variableName = { pattern: "^[A-Za-z_][A-Za-z0-9_]*$", title: "the name of an environment variable" };

const file = (description: string) => Type.Optional(Type.String({ minLength: 1, description }));
const variable = (description: string) => Type.Optional(Type.String({ ...variableName, description }));

/** Somebody that alarms and values are handed to. */
export const ReceiverChoice = Type.Object(
  {
    name: Type.String({
      pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$",
      title: "at most 32 letters, digits, dots, dashes and underscores",
      description: "Name that never changes: what waits for it is kept by it.",
    }),
    address: Type.String({
      minLength: 1,
      maxLength: 2048,
      description:
        "mllp://HOST:PORT or mllps://HOST:PORT for HL7 v2, mqtt:// or mqtts:// for MQTT 5, http:// or https:// for webhooks and for the base of a FHIR server.",
    }),
    kind: Type.Optional(
      Type.Enum(["hl7", "mqtt", "webhook", "fhir"], {
        description: "Write fhir for a FHIR R4 server; of all others the address says it.",
      }),
    ),
    profile: Type.Optional(
      Type.String({
        minLength: 1,
        description: "HL7: make of the receiver, ihe, draeger, bbraun, mindray or ge, or a JSON file of your own.",
        default: "ihe",
      }),
    ),
    facility: Type.Optional(
      Type.String({ minLength: 1, maxLength: 60, description: "HL7: MSH-4, and the facility of the bed in PV1-3." }),
    ),
    topic: Type.Optional(
      Type.String({
        pattern: "^[^/#+\\u0000][^#+\\u0000]{0,200}[^/#+\\u0000]$",
        title: "a topic without #, + and a slash at either end",
        description: "MQTT: begins all topics; default: afar/ and the station's own number.",
      }),
    ),
    values: Type.Optional(Type.Boolean({ description: "Whether values are told too; default: to all but webhooks." })),
    intervalS: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 3600,
        description: "Values at least so often; default: 60, MQTT 1.",
      }),
    ),
    changePerMin: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 60,
        description: "Values at once when a rate has changed by so much, or appears or goes; 0: only at the interval.",
        default: 3,
      }),
    ),
    user: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: "MQTT: who signs in at the broker." })),
    passwordFile: file("MQTT: file whose first line is the password; beside the configuration."),
    passwordVariable: variable("MQTT: environment variable that holds the password."),
    secretFile: file("Webhooks: file whose first line is the secret that signs, whsec_ and base64."),
    secretVariable: variable("Webhooks: environment variable that holds the secret."),
    tokenFile: file("FHIR: file whose first line is the bearer token; read anew for every message."),
    tokenVariable: variable("FHIR: environment variable that holds the bearer token."),
    caFile: file("Certificates, PEM, of who signed the receiver's; default: those of the system."),
    certificateFile: file("The station's own certificate, PEM, where the receiver asks for one."),
    keyFile: file("Its private key, PEM."),
  },
  { additionalProperties: false },
);
export type ReceiverChoice = Static<typeof ReceiverChoice>;
