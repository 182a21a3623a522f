import type { RowText } from './draft.ts';

/**
 * Reads pasted lines `name, destination, percent` (commas or tabs, fields in double quotes if need be) as rows.
 * Undefined when the text is no table: then it belongs into the cell as it is. A line of column names is left out.
 */
export function parsePastedRows(text: string): RowText[] | undefined {
  const lines = text.split(/\r\n|[\r\n]/).filter((line) => line.trim() !== '');
  const rows = lines.map(fieldsOf);
  const isTable = rows.length > 0 && rows.every((fields) => fields.length > 1);
  if (!isTable) return undefined;
  return rows.filter((fields, index) => index > 0 || !isHeading(fields)).map(rowOf);
}

function fieldsOf(line: string): string[] {
  const separator = line.includes('\t') ? '\t' : ',';
  const fields = line.match(
    separator === '\t' ? /[^\t]+|(?<=\t)(?=\t|$)/g : /(?:\s*"(?:[^"]|"")*"|[^,]*)(?:,|$)/g,
  );
  return (fields ?? []).map((field) => unquoted(field.replace(/,$/, '').trim())).filter((field, index, all) =>
    field !== '' || index < all.length - 1
  );
}

function unquoted(field: string): string {
  return /^".*"$/.test(field) ? field.slice(1, -1).replaceAll('""', '"') : field;
}

/** A percent written with a comma was split like the rest. */
function rowOf([name, uri, ...percent]: string[]): RowText {
  return { name, uri, percent: percent.join(',').replace(/\s*%$/, '') };
}

function isHeading([, second, third = '']: string[]): boolean {
  return /^(destination|uri|number|address)s?$/i.test(second) && !/\d/.test(third);
}
