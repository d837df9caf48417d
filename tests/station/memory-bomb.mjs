/** Loaded into every process of a station: a bed that is sent SIGUSR2 begins to eat memory, and one alone. */
process.on("SIGUSR2", () => {
  const held = [];
  setInterval(() => held.push(Buffer.alloc(30_000_000, 1)), 10);
});
