import type { Format } from './format.ts';

/**
 * One element per field, for platforms whose `<data>` reads XML only (VoiceXML 2.1 §5.1). Items of a list have a space
 * between them, as `xs:list` has; no destination contains one. The processing instruction lets documents of every host
 * read the answer (VoiceXML 2.1 Appendix E, sandboxing `<data>`).
 */
export const xmlFormat: Format = {
  suffix: 'xml',
  mediaTypes: ['application/xml', 'text/xml'],
  contentType: 'application/xml; charset=utf-8',
  write: (answer) => {
    const fields = Object.entries(answer).filter(([, value]) => value !== undefined)
      .map(([name, value]) => `<${name}>${escape([value].flat().join(' '))}</${name}>`);
    return `<?xml version="1.0"?><?access-control allow="*"?><route>${fields.join('')}</route>`;
  },
};

/** XML 1.0 §2.2: characters that no document may hold, not even as a reference. */
// deno-lint-ignore no-control-regex
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#13;',
};

function escape(text: string): string {
  return text.toWellFormed().replace(ILLEGAL, '\ufffd').replace(/[&<>\r]/g, (found) => REFERENCES[found]);
}
