/**
 * What the process of startModelProcess runs, as text: it needs no file of its own beside the built product. Its argument is the path
 * of ONNX Runtime.
 */
export const MODEL_PROCESS_SOURCE = `
const ort = require(process.argv[1]);
let session = null;
let states = [];
let kept = {};
const factsOf = ({ name, isTensor, shape }) => ({ name, dims: isTensor ? shape : null });
const zero = ({ dims }) => new ort.Tensor("float32", new Float32Array(dims.reduce((a, b) => a * b, 1)), dims);
async function load(question) {
  session = await ort.InferenceSession.create(question.path, {
    executionProviders: ["cpu"],
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
  });
  states = question.states;
  return { inputs: session.inputMetadata.map(factsOf), outputs: session.outputMetadata.map(factsOf) };
}
async function run({ inputs, outputs, fresh }) {
  if (fresh) kept = Object.fromEntries(states.map((state) => [state.input, zero(state)]));
  const feeds = { ...kept };
  for (const [name, { data, dims }] of Object.entries(inputs)) feeds[name] = new ort.Tensor("float32", data, dims);
  const results = await session.run(feeds);
  for (const { input, output, dims } of states) kept[input] = new ort.Tensor("float32", results[output].data, dims);
  const told = outputs.map((name) => {
    const { data, dims } = results[name];
    if (!(data instanceof Float32Array)) throw new Error("it answers in a type other than float32");
    return [name, { data: data.slice(), dims }];
  });
  return { results: Object.fromEntries(told) };
}
process.on("message", async (question) => {
  try {
    process.send(await (question.kind === "load" ? load(question) : run(question)));
  } catch (error) {
    process.send({ error: String(error?.message ?? error) });
  }
});
process.on("disconnect", () => process.exit(0));
`;
