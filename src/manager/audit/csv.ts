/**
 * One record of comma-separated values (RFC 4180 §2): every field in quotes, ended by CRLF.
 * A field that a spreadsheet would take for a formula gets an apostrophe before it, which makes it text (OWASP, "CSV
 * injection"): names and destinations are whatever somebody typed, and an export is opened by somebody else.
 */
export function csvRecord(fields: readonly string[]): string {
  return `${fields.map((field) => `"${harmless(field).replaceAll('"', '""')}"`).join(',')}\r\n`;
}

/** Full-width signs count as well: some spreadsheets read them like the plain ones. */
function harmless(field: string): string {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(field) ? `'${field}` : field;
}
