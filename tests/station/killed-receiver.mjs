import { appendFileSync } from "node:fs";
import { createServer } from "node:net";

// An MLLP receiver that keeps each message before it answers AA, so that what was answered is kept, whenever it is killed.
const [port, path] = process.argv.slice(2);

createServer((socket) => {
  let kept = "";
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    kept += chunk.toString("latin1");
    for (let end = kept.indexOf("\x1c\r"); end >= 0; end = kept.indexOf("\x1c\r")) {
      const text = Buffer.from(kept.slice(1, end), "latin1").toString("utf8");
      kept = kept.slice(end + 2);
      const id = text.split("|")[9];
      appendFileSync(path, `${JSON.stringify(text)}\n`);
      socket.write(`\x0bMSH|^~\\&|TEST||||20261124||ACK^R40|1|P|2.6\rMSA|AA|${id}\r\x1c\r`);
    }
  });
}).listen(Number(port), "127.0.0.1", () => process.send?.("listening"));
