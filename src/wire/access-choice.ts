import { type Static, Type } from "typebox";

const closed = { additionalProperties: false };
const variableName = { pattern: "^[A-Za-z_][A-Za-z0-9_]*$", title: "the name of an environment variable" };
const hours = (most: number) => ({ minimum: 1, maximum: most });

/** Where a station listens, as its configuration says. */
export const ListenChoice = {
  port: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 65535,
      description: "Port of the monitor; 0 takes any free one.",
      default: 8080,
    }),
  ),
  address: Type.Optional(
    Type.String({
      minLength: 2,
      maxLength: 64,
      description:
        "Address of this box to listen on, or 0.0.0.0 for all; wider than loopback needs [accounts] and [tls].",
      default: "127.0.0.1",
    }),
  ),
  names: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 253 }), {
      maxItems: 16,
      description: "Names under which pages call the station, beside its addresses and its own name.",
    }),
  ),
};

export const TlsChoice = Type.Object(
  {
    certFile: Type.String({
      minLength: 1,
      description: "Certificate with those that signed it, PEM; beside the configuration.",
    }),
    keyFile: Type.String({
      minLength: 1,
      description: "Its private key, PEM, which only the station's user may read.",
    }),
  },
  closed,
);
export type TlsChoice = Static<typeof TlsChoice>;

const groups = (role: string) =>
  Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 256 }), {
      maxItems: 64,
      description: `Groups that sign in as ${role}.`,
    }),
  );

const OidcTable = Type.Object(
  {
    issuer: Type.String({ minLength: 8, maxLength: 512, description: "Address of the service, https://." }),
    clientId: Type.String({ minLength: 1, maxLength: 256, description: "What the service calls this station." }),
    clientSecretFile: Type.Optional(
      Type.String({
        minLength: 1,
        description: "File whose first line is the client's secret; beside the configuration.",
      }),
    ),
    clientSecretVariable: Type.Optional(
      Type.String({ ...variableName, description: "Environment variable that holds the client's secret." }),
    ),
    label: Type.Optional(
      Type.String({ minLength: 1, maxLength: 40, description: "What the button says.", default: "Sign in elsewhere" }),
    ),
    roleClaim: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 256,
        description: "Claim that tells a user's groups; dots lead into tables.",
        default: "groups",
      }),
    ),
    scopes: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
        maxItems: 16,
        description: "Scopes to ask for beside openid.",
        default: ["profile"],
      }),
    ),
    viewers: groups("viewer"),
    nurses: groups("nurse"),
    engineers: groups("engineer"),
    admins: groups("admin"),
  },
  closed,
);
export type OidcTable = Static<typeof OidcTable>;

export const AccountsChoice = Type.Object(
  {
    signIn: Type.Optional(
      Type.Boolean({
        description: "Everybody signs in; else only once there is an account.",
        default: false,
      }),
    ),
    idleMin: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 720,
        description: "After so long without an order a session only reads, and ends where no page of it is open.",
        default: 30,
      }),
    ),
    sessionH: Type.Optional(
      Type.Integer({ ...hours(24), description: "Longest session of a nurse, engineer or admin.", default: 12 }),
    ),
    viewerSessionH: Type.Optional(
      Type.Integer({
        ...hours(8760),
        description: "Longest session of a viewer, such as a screen on a wall.",
        default: 720,
      }),
    ),
    oidc: Type.Optional(OidcTable),
  },
  closed,
);
export type AccountsChoice = Static<typeof AccountsChoice>;
