import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Certificate {
  readonly certificate: Buffer;
  readonly key: Buffer;
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** A certificate for 127.0.0.1 that signs itself. */
export function selfSigned(folder: string): Certificate {
  const certificateFile = join(folder, "certificate.pem");
  const keyFile = join(folder, "key.pem");
  const name = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  execFileSync("openssl", ["req", ...kind, ...name, "-keyout", keyFile, "-out", certificateFile], { stdio: "ignore" });
  return { certificate: readFileSync(certificateFile), key: readFileSync(keyFile), certificateFile, keyFile };
}
