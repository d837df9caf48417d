/** A4 across, points. */
const PAGE = { width: 842, height: 595 };

/** A PDF file (ISO 32000-1) of one page across that a JPEG picture fills. `title`: in its properties; Latin letters only. Allocates. */
export function picturePdf(
  jpeg: Uint8Array,
  size: { width: number; height: number },
  title: string,
): Uint8Array<ArrayBuffer> {
  const draw = `q ${PAGE.width} 0 0 ${PAGE.height} 0 0 cm /P Do Q`;
  const objects: (readonly (string | Uint8Array)[])[] = [
    ["<< /Type /Catalog /Pages 2 0 R >>"],
    ["<< /Type /Pages /Kids [3 0 R] /Count 1 >>"],
    [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] ` +
        "/Resources << /XObject << /P 5 0 R >> >> /Contents 4 0 R >>",
    ],
    [`<< /Length ${draw.length} >>\nstream\n${draw}\nendstream`],
    [
      `<< /Type /XObject /Subtype /Image /Width ${size.width} /Height ${size.height} /ColorSpace /DeviceRGB ` +
        `/BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`,
      jpeg,
      "\nendstream",
    ],
    [`<< /Title (${title.replace(/[^\x20-\x7e]/g, "?").replace(/[\\()]/g, "\\$&")}) >>`],
  ];
  const file = planBytes();
  // The second line says to whoever moves the file that it is not text.
  file.add("%PDF-1.4\n", new Uint8Array([0x25, 0xe2, 0xe3, 0xcf, 0xd3, 0x0a]));
  const offsets = objects.map((parts, index) => {
    const offset = file.length();
    file.add(`${index + 1} 0 obj\n`, ...parts, "\nendobj\n");
    return offset;
  });
  const begin = file.length();
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`);
  file.add(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`, ...rows);
  file.add(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${begin}\n%%EOF\n`);
  return file.whole();
}

function planBytes() {
  const parts: Uint8Array[] = [];
  let length = 0;
  return {
    length: () => length,
    add(...more: readonly (string | Uint8Array)[]) {
      for (const part of more) {
        const bytes = typeof part === "string" ? new TextEncoder().encode(part) : part;
        parts.push(bytes);
        length += bytes.length;
      }
    },
    whole() {
      const whole = new Uint8Array(length);
      let at = 0;
      for (const part of parts) {
        whole.set(part, at);
        at += part.length;
      }
      return whole;
    },
  };
}
