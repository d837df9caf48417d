import h5wasm, { Dataset, type File as Hdf5 } from "h5wasm/node";

import { AfarError } from "../base/errors.ts";

/** An opened HDF5 file. */
export interface Hdf5File {
  /** A data set of numbers by its name, or null where there is none. */
  numbers(name: string): NumberSet | null;
  /** A text, stored as one or as MATLAB's character codes; null where there is none. */
  text(name: string): string | null;
  close(): void;
}

/** A data set of numbers. */
export interface NumberSet {
  /** Lengths of its axes, slowest first. */
  readonly shape: readonly number[];
  /** HDF5's own type, e.g. "<f8" or "<B". */
  readonly type: string;
  /** A number attribute; null where there is none. */
  attribute(name: string): number | null;
  /** All of it in storage order; a copy. */
  all(): Float64Array;
  /** The part with the given indices on the first two axes, all of the others; a copy. */
  part(first: number, second: number): Float64Array;
}

/** Opens an HDF5 file for reading. Throws AfarError FILE_UNREADABLE. */
export async function openHdf5(path: string): Promise<Hdf5File> {
  const library = await h5wasm.ready;
  // Else HDF5 prints a stack of its own to standard error, where only our one sentence belongs.
  library.activate_throwing_error_handler();
  let file: Hdf5;
  try {
    file = new h5wasm.File(path, "r");
    if (file.file_id < 0n) throw new TypeError("no file id");
  } catch (cause) {
    throw new AfarError("FILE_UNREADABLE", `${path} cannot be read as HDF5: copy the data set again.`, { cause });
  }
  const dataset = (name: string): Dataset | null => {
    const entity = file.keys().includes(name) ? file.get(name) : null;
    return entity instanceof Dataset ? entity : null;
  };
  return {
    numbers(name) {
      const found = dataset(name);
      return found && numberSet(found, `${path}: ${name}`);
    },
    text(name) {
      const value = dataset(name)?.value;
      if (typeof value === "string") return value;
      if (ArrayBuffer.isView(value)) return String.fromCharCode(...toNumbers(value, name));
      return null;
    },
    close: () => void file.close(),
  };
}

function numberSet(dataset: Dataset, name: string): NumberSet {
  const shape = dataset.shape ?? [];
  return {
    shape,
    type: String(dataset.dtype),
    attribute(attribute) {
      const value = dataset.attrs[attribute]?.value;
      if (typeof value === "number") return value;
      return ArrayBuffer.isView(value) ? (toNumbers(value, name)[0] ?? null) : null;
    },
    all: () => toNumbers(dataset.value, name),
    part: (first, second) =>
      toNumbers(dataset.slice([[first, first + 1], [second, second + 1], ...shape.slice(2).map((): [] => [])]), name),
  };
}

function toNumbers(value: unknown, name: string): Float64Array {
  if (ArrayBuffer.isView(value) && Symbol.iterator in value) {
    return Float64Array.from(value as unknown as ArrayLike<number | bigint>, Number);
  }
  throw new AfarError("FILE_UNREADABLE", `${name} holds no numbers: copy the data set again.`);
}
