// Sets the clock of this process back by an hour at each SIGUSR2.
const systemMs = Date.now;
let backMs = 0;
Date.now = () => systemMs() - backMs;
process.on("SIGUSR2", () => {
  backMs += 3_600_000;
});
