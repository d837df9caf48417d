import { Argument, Command, CommanderError, Option } from "commander";

import { AfarError } from "../base/errors.ts";

import { logHead, pointInTime, portNumber, positiveNumber, wholeNumber } from "./arguments.ts";

/** Verbs load their modules on use, so that a short command does not wait for a server's. */
function commandLine(): Command {
  const program = new Command("afar")
    .description("Vital signs from an ordinary camera. Investigational, not for clinical use.")
    .showHelpAfterError(false);
  program
    .command("serve")
    .description(
      "run the station and its monitor on http://127.0.0.1:8080; without a configuration or a source it shows a demonstration",
    )
    .option(
      "--config <file>",
      "the station's configuration; default AFAR_CONFIG, else ./afar.toml, else ~/.config/afar/afar.toml",
    )
    .option(
      "--source <address...>",
      "a camera (rtsp://, http://, v4l2:), loop:FILE, a video file or phantom:SCENARIO, one bed each",
      [],
    )
    .option("--demo", "show the demonstration beds")
    .option("--port <number>", "port on loopback, 0 for any free one; default as configured, else 8080", portNumber)
    .action(async (options) => (await import("./serve-command.ts")).serve(options));
  program
    .command("replay <file>")
    .description("run the bed's pipeline over a recording")
    .option("--json", "one Vitals object a line, at 1000, 2000, ... ms")
    .option("--movement", "with --json, the movement of the face at 10 Hz and its events too: objects with a kind")
    .addOption(new Option("--speed <factor>", "max, or times real time").default("max"))
    .option("--start <seconds>", "where to begin", positiveNumber, 0)
    .option("--seconds <seconds>", "how much to replay", positiveNumber)
    .option("--wave <file>", "write the pulse wave that the monitor would draw as NAME.bvp.csv")
    .option("--network <name>", "a learned network as a further witness, by its name; on: the only one that was added")
    .action(async (file, options) => (await import("./replay-command.ts")).replay(file, options));
  program
    .command("evaluate <folder>")
    .description("replay recordings and hold them against their truth: error, coverage, gaps, calibration")
    .option("--layout <name>", "how the folder is laid out; default: found out")
    .option("--json", "one JSON object")
    .option("--report <file>", "write a page with plots")
    .option("--jobs <number>", "recordings at a time; default one per core", wholeNumber)
    .option(
      "--tolerance <rate>",
      "error in /min up to which a pulse rate is right where the truth tells none",
      positiveNumber,
    )
    .option(
      "--network <list>",
      "evaluate with each of these, side by side: off, on (the only network that was added), NAME",
    )
    .action(async (folder, options) => (await import("./evaluate-command.ts")).evaluate(folder, options));
  program
    .command("record")
    .description("record what a bed sees as numbers, in MCAP, for replay and evaluate; no picture unless asked for")
    .requiredOption("--source <address>", "a camera, a video file or phantom:SCENARIO")
    .requiredOption("--out <folder>", "where to; a folder that holds recordings gets another run")
    .option("--seconds <seconds>", "how much to record; default until Ctrl-C or the end", positiveNumber)
    .option("--part-mb <megabytes>", "size at which another file is begun", positiveNumber, 256)
    .option("--no-landmarks", "leave the face's landmarks out, which are biometric data")
    .addOption(new Option("--video <codec>", "store the pictures too, for engineers").choices(["h264", "lossless"]))
    .option("--reason <text>", "with --video, why; stored in the recording")
    .action(async (options) => (await import("./record-command.ts")).record(options));
  program
    .command("phantom <scenario>")
    .description("render a phantom video and its truth")
    .option("--out <file>", "where to write it; default SCENARIO.mp4 here")
    .action(async (scenario, options) => (await import("./phantom-command.ts")).phantom(scenario, options));
  program
    .command("bench")
    .description("measure the throughput on this machine, by stage; or the accuracy beside other methods")
    .addArgument(
      new Argument(
        "[what]",
        "accuracy: Afar and others on the same recordings; region: a region's update alone, with its cost over regions and windows; compare: the newest run beside those before it",
      ).choices(["accuracy", "region", "compare"]),
    )
    .option("--json", "one JSON object")
    .option("--recordings <folder>", "recordings with truth, for accuracy; default AFAR_RECORDINGS")
    .option("--report <file>", "write plots of the cost as SVG")
    .option("--history <file>", "where runs are kept, a line of JSON each; default bench-history.jsonl in AFAR_CACHE")
    .action(async (what, options) => {
      if (what === "accuracy") await (await import("./accuracy-command.ts")).benchAccuracy(options);
      else if (what === "region") await (await import("./region-command.ts")).benchRegion(options);
      else if (what === "compare") (await import("./compare-command.ts")).benchCompare(options);
      else await (await import("./bench-command.ts")).bench(options);
    });
  const model = program
    .command("model")
    .description("learned networks that may be further witnesses of the pulse: add, list, verify, remove");
  model
    .command("add <file>")
    .description("check a network's ONNX file against its manifest, run it and keep both")
    .requiredOption("--manifest <file>", "what the network takes and gives, see docs/networks.md")
    .action(async (file, options) => (await import("./model-command.ts")).addModel(file, options));
  model
    .command("list")
    .description("what was added")
    .option("--json", "one JSON array")
    .action(async (options) => (await import("./model-command.ts")).listModels(options));
  model
    .command("verify [name]")
    .description("hold one, or all, against their manifests and run them")
    .action(async (name) => (await import("./model-command.ts")).verifyModels(name));
  model
    .command("remove <name>")
    .description("remove a network and its manifest")
    .action(async (name) => (await import("./model-command.ts")).removeModel(name));
  program
    .command("receivers")
    .description("what waits for each receiver, and what it refused for good")
    .option("--config <file>", "the station's configuration; default as for serve")
    .option("--retry <id>", "send what was refused once more: a message's id, or all; the station must be stopped")
    .option("--discard <id>", "throw a refused message away; the station must be stopped")
    .option("--of <receiver>", "with --retry and --discard: whose; not needed where there is one receiver")
    .option("--json", "one JSON object")
    .action(async (options) => (await import("./receivers-command.ts")).receivers(options));
  program
    .command("log")
    .description("the alarm log")
    .addArgument(new Argument("<what>", "verify: check every row against its chain").choices(["verify"]))
    .option("--data <folder>", "the station's data; default as configured, else AFAR_DATA, else ~/.local/share/afar")
    .option("--config <file>", "the station's configuration; default as for serve")
    .option("--noted <sequence:hash>", "an end of the log that was noted elsewhere", logHead)
    .option("--json", "one JSON object a file")
    .action(async (_what, options) => (await import("./log-command.ts")).verifyLogs(options));
  program
    .command("export")
    .description("write what the station has kept as a table")
    .addArgument(new Argument("<what>", "trends, or alarms and orders").choices(["trends", "alarms"]))
    .requiredOption("--out <file>", "where to write it: NAME.csv or NAME.parquet")
    .option("--bed <name>", "only this bed")
    .option("--from <time>", "from then on, such as 2026-11-28T07:30", pointInTime)
    .option("--to <time>", "before then", pointInTime)
    .option("--demo", "the demonstration's, which is kept apart")
    .option("--data <folder>", "the station's data; default as configured, else AFAR_DATA, else ~/.local/share/afar")
    .option("--config <file>", "the station's configuration; default as for serve")
    .action(async (what, options) => (await import("./export-command.ts")).exportHistory(what, options));
  program
    .command("account")
    .description("who may sign in at the station; a password is asked for, or read from standard input")
    .addArgument(
      new Argument("<what>", "list, add, remove, password or role").choices([
        "list",
        "add",
        "remove",
        "password",
        "role",
      ]),
    )
    .argument("[name]", "of the account")
    .option("--role <role>", "viewer, nurse, engineer or admin; default viewer, of the first account admin")
    .option("--data <folder>", "the station's data; default AFAR_DATA, else ~/.local/share/afar")
    .option("--json", "one JSON array")
    .action(async (what, name, options) => (await import("./account-command.ts")).manageAccounts(what, name, options));
  program
    .command("token")
    .description("what lets programs use the station's API")
    .addArgument(new Argument("<what>", "list, add or revoke").choices(["list", "add", "revoke"]))
    .argument("[name]", "label of a new token, or id of one to revoke")
    .option("--scope <scope...>", "read, order, record, replay, export, diagnose, administer; default read")
    .option("--bed <name...>", "only these beds")
    .option("--days <number>", "refused after so many days", wholeNumber)
    .option("--data <folder>", "the station's data; default AFAR_DATA, else ~/.local/share/afar")
    .option("--json", "one JSON array")
    .action(async (what, name, options) => (await import("./account-command.ts")).manageTokens(what, name, options));
  program
    .command("api")
    .description("print the description of the station's API (OpenAPI) or of its stream (AsyncAPI)")
    .addArgument(new Argument("[what]", "api or stream").choices(["api", "stream"]).default("api"))
    .action(async (what) => (await import("./api-command.ts")).printDescription(what));
  program
    .command("alarms")
    .description("study: what delays do to the alarms that recordings raise, and to those heard in a composed day")
    .addArgument(new Argument("<what>", "study").choices(["study"]))
    .argument("<folders...>", "recordings with truth, in Afar's own layout")
    .addOption(
      new Option("--profile <name>", "whose limits").choices(["adult", "paediatric", "neonatal"]).default("adult"),
    )
    .option("--hours <number>", "length of the composed day", positiveNumber, 24)
    .option("--seed <number>", "draws the composed day", wholeNumber, 1)
    .option("--json", "one JSON object")
    .action(async (_what, folders, options) => (await import("./study-command.ts")).studyAlarms(folders, options));
  program
    .command("doctor")
    .description("say what works on this box and how to mend what does not, with a test shot of each configured camera")
    .option("--config <file>", "the station's configuration; default as for serve")
    .option("--source <address>", "take the test shot of this source instead")
    .option("--shot <seconds>", "length of a test shot", positiveNumber, 20)
    .option("--no-shot", "take no test shot")
    .option("--json", "one JSON object")
    .action(async (options) => (await import("./doctor-command.ts")).doctor(options));
  const config = program
    .command("config")
    .description("check a station's configuration, or print what may stand in one");
  config
    .command("check [file]")
    .description("say what a station would run, or all that is wrong; default file as for serve")
    .option("--json", "one JSON object")
    .action(async (file, options) => (await import("./config-command.ts")).checkConfiguration(file, options));
  config
    .command("schema")
    .description("print the JSON Schema of the configuration")
    .option("--table", "as Markdown tables instead")
    .action(async (options) => (await import("./config-command.ts")).printSchema(options));
  for (const command of [program, ...program.commands, ...config.commands, ...model.commands]) {
    command.exitOverride();
    command.configureOutput({ writeErr: () => undefined });
  }
  return program;
}

/** One line on standard error and the documented exit code; a stack trace only for a fault of our own. */
function fail(error: unknown): void {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return;
    const hint = error.message === "(outputHelp)" ? "a verb is missing" : error.message.replace(/^error: /, "");
    process.stderr.write(`afar: ${hint} (see afar --help)\n`);
    process.exitCode = 2;
    return;
  }
  if (error instanceof AfarError) {
    process.stderr.write(`afar: ${error.message}\n`);
    process.exitCode = error.exit;
    return;
  }
  process.stderr.write(
    `afar: a fault inside Afar, please report it: ${error instanceof Error ? error.stack : error}\n`,
  );
  process.exitCode = 1;
}

// A reader that closes the pipe early (head, less) has seen enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
try {
  await commandLine().parseAsync(process.argv);
} catch (error) {
  fail(error);
}
