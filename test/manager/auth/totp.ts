import { createHmac } from 'node:crypto';

const STEP_MS = 30_000;

/** What an authenticator app shows for the address in its QR code: RFC 6238 over RFC 4226, six digits. */
export function totpCode(totpUri: string, nowMs = Date.now()): string {
  const secret = base32(new URL(totpUri).searchParams.get('secret') ?? '');
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(nowMs / STEP_MS)));
  const digest = createHmac('sha1', secret).update(new Uint8Array(counter.buffer)).digest();
  const offset = digest[19]! & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}

/** RFC 4648 §6. */
function base32(text: string): Uint8Array {
  const bits = [...text.replace(/=+$/, '')].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter.toUpperCase()).toString(2).padStart(5, '0')
  ).join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => parseInt(byte, 2));
}
