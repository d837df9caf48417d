/** A recording's length as m:ss, from an hour on as h:mm:ss. `lengthMs`: 0 or more. */
export function lengthText(lengthMs: number): string {
  const seconds = Math.floor(lengthMs / 1000);
  const two = (part: number) => String(part % 60).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes)}:${two(seconds)}`;
}

/** A recording's size in MB, from 1000 MB on in GB. `bytes`: 0 or more. */
export function sizeText(bytes: number): string {
  const megabytes = bytes / 1e6;
  return megabytes < 999.95 ? `${megabytes.toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
