const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin1 = new TextDecoder('windows-1252');

/**
 * Text from bytes in UTF-8; what isn't UTF-8 is read as Latin-1, whatever it claims to be. So no two different texts
 * become the same one, as they would if wrong bytes were replaced: session ids must stay apart.
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return latin1.decode(bytes);
  }
}

/**
 * A name or value of a form as it was before `application/x-www-form-urlencoded` (WHATWG URL §5.1). A `%` that
 * encodes nothing stands for itself. Never throws.
 */
export function decodeFormText(encoded: string): string {
  const text = encoded.includes('+') ? encoded.replaceAll('+', ' ') : encoded;
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return decodeText(percentDecode(text));
  }
}

function percentDecode(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const escape = bytes[at] === PERCENT
      ? HEX_PAIR.exec(String.fromCharCode(bytes[at + 1], bytes[at + 2]))
      : null;
    bytes[length++] = escape ? parseInt(escape[0], 16) : bytes[at];
    if (escape) at += 2;
  }
  return bytes.subarray(0, length);
}

const PERCENT = 0x25;
const HEX_PAIR = /^[0-9a-f]{2}$/i;
