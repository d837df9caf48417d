import type { AccountsOptions } from "./accounts/accounts.ts";
import type { MountedRoute } from "./mounted-route.ts";

export interface ServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Where to listen: 127.0.0.1 by default. Wider only with accounts that are required, and TLS. */
  readonly address?: string;
  /** Names and addresses under which pages may call the station, beside those of loopback; IPv6 in brackets. */
  readonly names?: readonly string[];
  /** Certificate chain and key, PEM. */
  readonly tls?: { readonly cert: string; readonly key: string } | null;
  /** Null or absent: nobody signs in, whoever sits at the box may do everything. */
  readonly accounts?: AccountsOptions | null;
  /** Folder of the built page, with its index.html. */
  readonly staticDir: string;
  /** Routes of other folders' making. */
  readonly mounted?: readonly MountedRoute[];
  /** Pages that read the stream at one time; half of them for one account. Default 64. */
  readonly maxReaders?: number;
  /** Bytes waiting for one page above which it is dropped. Default 2 MiB, about half a minute of one bed. */
  readonly maxBufferedBytes?: number;
  /** Requests a minute of one account or token, or of one network where nobody is signed in. Default 1200. */
  readonly requestsPerMinute?: number;
  /** Told of faults inside the station. Default: standard error. */
  readonly onFault?: (error: unknown) => void;
}
