/** Repeatable uniform numbers in (0, 1): a 32-bit Weyl sequence through a mixing hash (after Steele, Lea and Flood 2014). */
export function planUniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (((mixed ^ (mixed >>> 16)) >>> 0) + 0.5) / 2 ** 32;
  };
}

/** Repeatable normal numbers of mean 0 and variance 1 (Box and Muller 1958). */
export function planNormal(seed: number): () => number {
  const uniform = planUniform(seed);
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
