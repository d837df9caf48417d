import { type Static, Type } from "typebox";

import type { SchemaNode } from "./schema-node.ts";

/**
 * What a manifest says of a learned network's file. The one source of its check and of the table in docs/networks.md.
 */

const closed = { additionalProperties: false };
const text = (most: number, description: string) => Type.String({ minLength: 1, maxLength: most, description });
const tensor = (description: string) => text(200, description);
const dims = Type.Array(Type.Integer({ minimum: 1, maximum: 1 << 20 }), { description: "Its shape." });
const perColour = (description: string, preset: readonly number[]) =>
  Type.Optional(Type.Array(Type.Number(), { minItems: 3, maxItems: 3, description, default: preset }));

export const NetworkManifest = Type.Object(
  {
    name: Type.String({
      pattern: "^[a-z0-9][a-z0-9-]{0,31}$",
      title: "at most 32 small letters, digits and dashes",
      description: "By which the configuration and the evidence name it.",
    }),
    file: Type.String({
      pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$",
      title: "a file's name without a folder",
      description: "Name of the ONNX file.",
    }),
    sha256: Type.String({
      pattern: "^[0-9a-f]{64}$",
      title: "64 hexadecimal digits in small letters",
      description: "SHA-256 of the file.",
    }),
    licence: text(100, "Licence of the weights."),
    source: text(300, "Where they are published."),
    kind: Type.Enum(["frame", "window"], {
      description: "One picture and a state at a time, or a window of pictures.",
    }),
    window: Type.Optional(
      Type.Object(
        {
          frames: Type.Integer({ minimum: 2, maximum: 1024, description: "Pictures in, and samples out." }),
          hopFrames: Type.Integer({ minimum: 1, maximum: 1024, description: "New pictures from one run to the next." }),
        },
        closed,
      ),
    ),
    picture: Type.Object(
      {
        tensor: tensor("Input that takes the picture."),
        layout: Type.String({
          pattern: "^(?!.*(.).*\\1)[BTHWC]{3,5}$",
          title: "letters of B, T, H, W, C, each once",
          description: "Order of its axes: batch, time, rows, columns, colours.",
        }),
        rows: Type.Integer({ minimum: 4, maximum: 256, description: "Rows of the picture." }),
        columns: Type.Integer({ minimum: 4, maximum: 256, description: "Columns of the picture." }),
        colours: Type.Enum(["rgb", "bgr"], { description: "Order of the colours." }),
        scale: Type.Optional(
          Type.Number({
            minimum: 1e-6,
            maximum: 1e6,
            description: "Value of full brightness: 1, or 255.",
            default: 1,
          }),
        ),
        mean: perColour("Taken off each colour, in its order.", [0, 0, 0]),
        deviation: perColour("What each colour is divided by then.", [1, 1, 1]),
      },
      closed,
    ),
    crop: Type.Object(
      {
        around: Type.Enum(["mesh"], { description: "What is cut out: the box around the face's mesh." }),
        marginShare: Type.Number({
          minimum: -0.2,
          maximum: 1,
          description: "By how much of its size it is widened to each side.",
        }),
      },
      closed,
    ),
    output: Type.Object({ tensor: tensor("Output that gives the pulse wave.") }, closed),
    timeStep: Type.Optional(
      Type.Object({ tensor: tensor("Input that takes the seconds since the picture before."), dims }, closed),
    ),
    states: Type.Optional(
      Type.Array(
        Type.Object(
          {
            input: tensor("Input that takes it; 0 at first."),
            output: tensor("Output that gives the next."),
            dims,
          },
          closed,
        ),
      ),
    ),
    warmUpS: Type.Number({
      minimum: 0,
      maximum: 60,
      description: "Time after its first picture that is not heard, s.",
    }),
    lowestBpm: Type.Number({ minimum: 25, maximum: 240, description: "Slowest pulse that it was made for." }),
    highestBpm: Type.Number({ minimum: 25, maximum: 240, description: "Fastest pulse that it was made for." }),
    lowestHz: Type.Number({ minimum: 1, maximum: 240, description: "Fewest pictures a second that it works with." }),
    highestHz: Type.Number({ minimum: 1, maximum: 240, description: "Most of them; of more, some are left out." }),
  },
  { ...closed, title: "Manifest of a learned network" },
);
export type NetworkManifest = Static<typeof NetworkManifest>;

/** The same as plain JSON Schema. */
export const MANIFEST_SCHEMA = NetworkManifest as unknown as SchemaNode;
