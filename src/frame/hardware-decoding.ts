import "./quiet-ffmpeg.ts";

import { AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX, type AVPixelFormat } from "node-av/constants";
import { type Codec, type CodecContext, HardwareDeviceContext, Frame as Picture } from "node-av/lib";

import { decodesByItself } from "./hardware-trial.ts";

/** A graphics unit that decodes; its pictures are fetched into memory, since regions of skin are summed there. */
export interface HardwareDecoding {
  /** FFmpeg's name of the kind of device, such as "vaapi". */
  readonly device: string;
  /** Has a codec decode on the device; call before it is opened. */
  use(codec: CodecContext): void;
  /**
   * The picture in memory, in place of `picture`, which is freed; the same one where the codec decoded it in memory after all. Null,
   * and `picture` freed, where the device does not hand it over.
   */
  fetch(picture: Picture): Picture | null;
  close(): void;
}

/**
 * Opens the first device of this box that decodes a codec, after a trial; null where there is none: the processor decodes then.
 * `idle` is told of each device that opens and decodes nothing.
 */
export function openHardwareDecoding(
  decoder: Codec,
  idle: (device: string) => void = () => undefined,
): HardwareDecoding | null {
  for (let i = 0; ; i++) {
    const config = decoder.getHwConfig(i);
    if (!config) return null;
    if ((config.methods & AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX) === 0) continue;
    const device = new HardwareDeviceContext();
    const name = HardwareDeviceContext.getTypeName(config.deviceType) ?? "unknown";
    if (device.create(config.deviceType) >= 0) {
      const hardware = planHardwareDecoding(name, device, config.pixFmt);
      if (decodesByItself(decoder, hardware)) return hardware;
      idle(name);
    }
    device.free();
  }
}

function planHardwareDecoding(
  name: string,
  device: HardwareDeviceContext,
  deviceFormat: AVPixelFormat,
): HardwareDecoding {
  return {
    device: name,
    use(codec) {
      codec.hwDeviceCtx = device;
      codec.setHardwarePixelFormat(deviceFormat);
    },
    fetch: (picture) => (picture.format === deviceFormat ? fetched(picture) : picture),
    close: () => device.free(),
  };
}

function fetched(picture: Picture): Picture | null {
  const inMemory = new Picture();
  inMemory.alloc();
  const isThere = picture.hwframeTransferDataSync(inMemory) >= 0 && inMemory.copyProps(picture) >= 0;
  picture.free();
  if (isThere) return inMemory;
  inMemory.free();
  return null;
}
