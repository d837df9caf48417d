/** What is used of the engine's WebAssembly, which the language's own library does not declare. */
declare namespace WebAssembly {
  /** Whether this engine can run the module: all that it uses, SIMD for one, is there. */
  function validate(bytes: Uint8Array): boolean;
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Memory {
    constructor(size: { initial: number; maximum: number });
    readonly buffer: ArrayBuffer;
  }
  class Instance {
    constructor(module: Module, imports: Record<string, Record<string, unknown>>);
    readonly exports: unknown;
  }
}
