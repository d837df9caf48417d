import { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";

import { AfarError } from "../base/errors.ts";

/** `data` is row-major, of as many values as the product of `dims`. */
export interface Tensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** An input or output of a network. */
export interface TensorFacts {
  readonly name: string;
  /** A name or -1 where a length is open; null where the file does not tell. */
  readonly dims: readonly (number | string)[] | null;
}

export interface Model {
  /** The file it was loaded from. */
  readonly path: string;
  /**
   * Runs the network once. Inputs and outputs by name; the inputs may be reused afterwards, the outputs are new.
   * Calls must not overlap. Same inputs, same bits.
   */
  run(inputs: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>;
  release(): Promise<void>;
}

/** Loads an ONNX model for the CPU, on `threads` threads (default 1). Throws MODEL_INVALID where the file is none. */
export async function loadModel(path: string, options: { readonly threads?: number } = {}): Promise<Model> {
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(path, {
      executionProviders: ["cpu"],
      executionMode: "sequential",
      graphOptimizationLevel: "all",
      intraOpNumThreads: options.threads ?? 1,
      interOpNumThreads: 1,
      logSeverityLevel: 4,
    });
  } catch (cause) {
    throw new AfarError("MODEL_INVALID", `${path} cannot be loaded as an ONNX model: delete it and start again.`, {
      cause,
    });
  }
  return {
    path,
    async run(inputs) {
      const feeds: Record<string, OrtTensor> = {};
      for (const [name, { data, dims }] of Object.entries(inputs)) feeds[name] = new OrtTensor("float32", data, dims);
      const results = await session.run(feeds);
      const outputs: Record<string, Tensor> = {};
      for (const [name, { data, dims }] of Object.entries(results)) {
        if (!(data instanceof Float32Array))
          throw new AfarError(
            "MODEL_INVALID",
            `${path} answers in a type other than float32: it is not a model for Afar.`,
          );
        outputs[name] = { data, dims };
      }
      return outputs;
    },
    release: () => session.release(),
  };
}
