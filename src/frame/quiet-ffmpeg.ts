import { AV_LOG_QUIET } from "node-av/constants";
import { Log } from "node-av/lib";

// FFmpeg writes warnings to stderr on its own, where only the one line of an AfarError belongs. The level holds for the
// whole process, so it is set once, by importing this file before any FFmpeg call.
Log.setLevel(AV_LOG_QUIET);
