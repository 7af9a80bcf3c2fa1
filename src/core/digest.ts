// A short name for a text: SHA-256 in hex, the same on every machine and in every replay.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** SHA-256 (FIPS 180-4) of the text's UTF-8 bytes. @returns 64 lowercase hex digits. */
export const digest = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));
