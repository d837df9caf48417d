export type SqlValue = string | number | null | Uint8Array;

/** Row by column name; bytes are Uint8Array, 64-bit integers numbers. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** How sure a transaction must be before it counts as committed. */
export type Durability =
  /** On the disk: survives a loss of power. */
  | "synced"
  /** Handed to the system: survives the death of the process. */
  | "written";

export interface SqlSession {
  /** Which words of SQL it speaks, where the two differ. */
  readonly dialect: "sqlite" | "postgres";
  /** Runs statements without parameters or results. */
  script(sql: string): Promise<void>;
  /** Runs one statement with parameters ?1, ?2, ... Returns its rows. */
  all(sql: string, values?: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /** Runs `body` as one transaction: wholly or not at all. One at a time. */
  transaction<T>(durability: Durability, body: (session: SqlSession) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
