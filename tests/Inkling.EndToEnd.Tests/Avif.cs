namespace Inkling.EndToEnd.Tests;

/// <summary>A picture that Chromium can read and Inkling can't.</summary>
internal static class Avif
{
    /// <summary>
    /// For a browser: makes an AVIF file of a 7, as the numbers of its bytes. The 7 lies on its side, and the
    /// file says that it is to be turned: AV1 Image File Format 1.1, and ISO/IEC 23008-12 of its boxes.
    /// </summary>
    public const string Seven = """
        async () => {
          // A 7 that lies on its left side: turned by 90° clockwise it stands.
          const side = 96, canvas = new OffscreenCanvas(side, side), draw = canvas.getContext("2d");
          draw.fillStyle = "#fff";
          draw.fillRect(0, 0, side, side);
          draw.translate(0, side);
          draw.rotate(-Math.PI / 2);
          draw.lineWidth = 8;
          draw.lineCap = draw.lineJoin = "round";
          draw.stroke(new Path2D("M28 20 L68 20 L44 78"));

          const encoded = [];
          const encoder = new VideoEncoder({
            output: (chunk) => chunk.copyTo(encoded[encoded.push(new Uint8Array(chunk.byteLength)) - 1]),
            error: (problem) => { throw problem; },
          });
          encoder.configure({ codec: "av01.0.00M.08", width: side, height: side, bitrate: 1e6 });
          const frame = new VideoFrame(canvas, { timestamp: 0 });
          encoder.encode(frame, { keyFrame: true });
          await encoder.flush();
          frame.close();
          // Without its first two bytes, the temporal delimiter; the sequence header is next.
          const image = encoded[0].slice(2), header = image.slice(0, 2 + image[1]);

          const of32 = (n) => [n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255];
          const ascii = (text) => [...text].map((letter) => letter.charCodeAt(0));
          const box = (type, ...parts) => [...of32(8 + parts.flat().length), ...ascii(type), ...parts.flat()];
          const full = (type, ...parts) => box(type, of32(0), ...parts);
          const start = box("ftyp", ascii("avif"), of32(0), ascii("avifmif1miaf"));
          const meta = (offset) => full("meta",
            full("hdlr", of32(0), ascii("pict"), of32(0), of32(0), of32(0), [0]),
            full("pitm", [0, 1]),
            full("iloc", [0x44, 0], [0, 1], [0, 1], [0, 0], [0, 1], of32(offset), of32(image.length)),
            full("iinf", [0, 1], box("infe", [2, 0, 0, 0], [0, 1], [0, 0], ascii("av01"), [0])),
            box("iprp",
              box("ipco",
                full("ispe", of32(side), of32(side)),
                full("pixi", [3, 8, 8, 8]),
                box("av1C", [0x81, 0, 0x0c, 0], [...header]),
                box("irot", [3])), // by 270° anticlockwise
              full("ipma", of32(1), [0, 1], [4, 0x81, 2, 0x83, 0x84])));
          const offset = start.length + meta(0).length + 8;
          return [...start, ...meta(offset), ...box("mdat", [...image])];
        }
        """;
}
