import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { Grammar } from 'sip.js/grammar';

/** What there is to say about a destination string. Faults refuse it; warnings only tell. */
export interface UriCheck {
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
}

/** The longest destination string: far beyond any real one, and short enough for every SIP stack. */
export const MAX_URI_LENGTH = 512;

/**
 * Checks a destination string without ever changing it: voice platforms get exactly what was typed.
 *
 * Refused is only what can't be a destination or is dangerous to hand to a telephony stack (spaces, line breaks,
 * unknown schemes, malformed `sip:`). Numbering-plan doubts are warnings, as people route to numbers no plan knows.
 * Rules: RFC 3966 (tel), RFC 3261 §25.1 (sip, sips); bare numbers as Plum's `<transfer>` takes them.
 */
export function checkDestinationUri(uri: string): UriCheck {
  const fault = textFault(uri);
  if (fault) return { faults: [fault], warnings: [] };
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined) return checkBareNumber(uri);
  if (scheme === 'tel') return checkTel(uri);
  if (scheme === 'sip' || scheme === 'sips') return checkSip(uri);
  return refused(`"${scheme}:" is not a destination. Use tel:, sip:, sips: or a bare number.`);
}

function textFault(uri: string): string | undefined {
  if (uri === '') return 'Enter a destination, such as tel:+16177123000 or sip:1234@10.0.1.2.';
  if (uri.length > MAX_URI_LENGTH) return `A destination has at most ${MAX_URI_LENGTH} characters.`;
  // deno-lint-ignore no-control-regex
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(uri)) {
    return "Line breaks and control characters can't be dialled.";
  }
  if (/\s/.test(uri)) return 'A destination has no spaces. Separate digits with "-" or "." instead.';
  return undefined;
}

/** RFC 3966 §3: global-number or local-number, then `;name=value` parameters. */
const TEL = /^(\+?)([0-9a-f*#().-]+)((?:;[a-z0-9-]+(?:=[^;=]+)?)*)$/i;

function checkTel(uri: string): UriCheck {
  const match = TEL.exec(uri.slice(4));
  if (!match) return refused('Not a telephone number. After tel: come digits, as in tel:+16177123000.');
  const [, plus, number, parameters] = match;
  if (!/[0-9*#]/.test(number)) return refused('A telephone number needs digits.');
  if (plus && !/^[0-9().-]+$/.test(number)) {
    return refused('After "+" come only digits and the separators - . ( ).');
  }
  if (plus) return warned(planDoubt(number));
  if (/;phone-context=/i.test(parameters)) return warned();
  return warned(
    'A number without "+" means something different in every country (RFC 3966 asks for ;phone-context=).',
  );
}

/** Digits as people dial them, `*` and `#`, separators, and Plum's parameters (`;postd=`, `;ani=`). */
function checkBareNumber(uri: string): UriCheck {
  const match = TEL.exec(uri);
  if (!match || !/[0-9*#]/.test(match[2]) || /[a-f]/i.test(match[2])) {
    return refused('Not a destination. Use tel:, sip:, sips: or a bare number.');
  }
  return match[1] ? warned(planDoubt(match[2])) : warned();
}

function planDoubt(number: string): string | undefined {
  const digits = number.replace(/\D/g, '');
  const parsed = parsePhoneNumberFromString(`+${digits}`);
  if (parsed?.isPossible()) return undefined;
  return `+${digits} does not look like a complete telephone number. Check its digits.`;
}

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const LABEL = '[a-z0-9]+(?:-+[a-z0-9]+)*';

/**
 * The address that nearly everybody writes: user@IPv4 or user@host, perhaps a port. The grammar accepts all of these,
 * but takes a quarter of a millisecond for each: a list of thousands must not take that from the calls.
 */
const PLAIN_SIP = new RegExp(
  String
    .raw`^sips?:[a-z0-9._+-]+@(?:${OCTET}(?:\.${OCTET}){3}|(?:${LABEL}\.)*[a-z][a-z0-9]*)(?::(\d{1,5}))?$`,
  'i',
);

function checkSip(uri: string): UriCheck {
  const plain = PLAIN_SIP.exec(uri);
  const parsed = plain
    ? { port: plain[1] === undefined ? undefined : Number(plain[1]) }
    : Grammar.URIParse(uri);
  if (!parsed) {
    return refused('Not a SIP address. It looks like sip:1234@10.0.1.2 or sips:support@example.com:5061.');
  }
  if (parsed.port !== undefined && (parsed.port < 1 || parsed.port > 65_535)) {
    return refused(`Port ${parsed.port} does not exist. Ports are 1 to 65535.`);
  }
  return warned();
}

function refused(...faults: string[]): UriCheck {
  return { faults, warnings: [] };
}

function warned(...warnings: (string | undefined)[]): UriCheck {
  return { faults: [], warnings: warnings.filter((warning) => warning !== undefined) };
}
