// The files inside a gzipped tar archive as bare contents; git's hashes say which is which.
import { createGunzip } from "node:zlib";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";

/** Thrown when an archive is larger than allowed or is none. */
export class BadArchive extends Error {
  override readonly name = "BadArchive";
}

const block = 512;

/**
 * Unpacks in memory.
 * @param bytesMax limit on the unpacked archive, headers included.
 * @returns the content of every regular file and the target of every symbolic link.
 * Throws BadArchive, or the stream's own error.
 */
export async function unpack(packed: ReadableStream, bytesMax: number): Promise<Uint8Array[]> {
  const chunks: Buffer[] = [];
  let size = 0;
  await pipeline(Readable.fromWeb(packed), createGunzip(), async (unpacked) => {
    for await (const chunk of unpacked) {
      if (!(chunk instanceof Buffer)) throw new BadArchive("unexpected text in the archive");
      size += chunk.length;
      if (size > bytesMax) throw new BadArchive(`larger than ${bytesMax} bytes`);
      chunks.push(chunk);
    }
  });
  return readTar(Buffer.concat(chunks, size));
}

/**
 * Reads ustar entries; extended headers are skipped, since only contents are wanted.
 * Source: POSIX.1-2017, pax, "ustar Interchange Format".
 */
export function readTar(archive: Buffer): Uint8Array[] {
  const contents: Uint8Array[] = [];
  let at = 0;
  while (at + block <= archive.length) {
    const header = archive.subarray(at, at + block);
    if (header.every((byte) => byte === 0)) break;
    const size = sizeOf(header);
    const start = at + block;
    if (start + size > archive.length) throw new BadArchive("cut off in the middle of a file");
    const type = header[156] ?? 0;
    if (type === 0x30 || type === 0) contents.push(archive.subarray(start, start + size));
    if (type === 0x32) contents.push(header.subarray(157, endOf(header, 157, 257)));
    at = start + Math.ceil(size / block) * block;
  }
  return contents;
}

function sizeOf(header: Buffer): number {
  const field = header
    .subarray(124, endOf(header, 124, 136))
    .toString("latin1")
    .trim();
  const size = /^[0-7]{1,12}$/.test(field) ? Number.parseInt(field, 8) : Number.NaN;
  if (!Number.isSafeInteger(size)) throw new BadArchive("a header without a size");
  return size;
}

function endOf(header: Buffer, start: number, end: number): number {
  const zero = header.indexOf(0, start);
  return zero === -1 || zero > end ? end : zero;
}
