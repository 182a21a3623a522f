import { type Document, isNode, isScalar, LineCounter, parseAllDocuments } from 'yaml';
import { printable } from '../terminal.ts';

/** A group as a file has it, not yet checked, with the way back to its place in the file. */
export interface GroupEntry {
  readonly written: unknown;
  /** Where a field stands, for people: `groups.yaml:12: destinations[0].uri`. A missing field: where it belongs. */
  placeOf(path: readonly PropertyKey[]): string;
  /** A value exactly as it was typed, such as `0123`, if it is a plain one. */
  sourceOf(path: readonly PropertyKey[]): string | undefined;
}

export interface GroupFile {
  readonly entries: readonly GroupEntry[];
  /** What makes the file unreadable, each with line and column; then there are no entries. */
  readonly faults: readonly string[];
}

/**
 * Reads a file of route groups: one group, a list of them, or several YAML documents of either.
 * JSON is read as the YAML that it is (YAML 1.2 §1.2), so its faults have lines as well.
 */
export function parseGroupFile(name: string, text: string): GroupFile {
  const lines = new LineCounter();
  const file: OpenFile = { name: printable(name), lines };
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const documents: readonly Document.Parsed[] = Array.isArray(parsed) ? parsed : [];
  if (documents.length === 0) return unreadable([`${file.name}: There is no route group in this file.`]);
  const faults = documents.flatMap((document) => faultsOf(document, file));
  return faults.length > 0 ? unreadable(faults) : {
    entries: documents.flatMap((document) => entriesOf(document, file)),
    faults: [],
  };
}

interface OpenFile {
  readonly name: string;
  readonly lines: LineCounter;
}

function unreadable(faults: readonly string[]): GroupFile {
  return { entries: [], faults };
}

function faultsOf(document: Document.Parsed, { name, lines }: OpenFile): string[] {
  const faults = [...document.errors, ...document.warnings].map(({ pos: [offset], message }) => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}: ${printable(message)}.`;
  });
  if (faults.length > 0) return faults;
  try {
    document.toJS();
    return [];
  } catch (error) {
    // Aliases without an anchor, or too many of them.
    if (!(error instanceof ReferenceError)) throw error;
    return [`${name}: ${printable(error.message)}.`];
  }
}

function entriesOf(document: Document.Parsed, file: OpenFile): GroupEntry[] {
  const content: unknown = document.toJS();
  if (!Array.isArray(content)) return [entryAt([], content, document, file)];
  return content.map((written, index) => entryAt([index], written, document, file));
}

function entryAt(
  root: readonly PropertyKey[],
  written: unknown,
  document: Document.Parsed,
  { name, lines }: OpenFile,
): GroupEntry {
  return {
    written,
    placeOf(path) {
      const offset = offsetOf(document, [...root, ...path]);
      const field = path.length > 0 ? ` ${printable(formatPath(path))}:` : '';
      return `${name}:${lines.linePos(offset).line}:${field}`;
    },
    sourceOf(path) {
      const node = nodeAt(document, [...root, ...path]);
      return isScalar(node) ? node.source : undefined;
    },
  };
}

/** Where a field begins; of one that is missing, or that an alias brings in, the nearest that is there. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = nodeAt(document, path.slice(0, length));
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.range[0];
}

function nodeAt(document: Document.Parsed, path: readonly PropertyKey[]): unknown {
  return path.length === 0 ? document.contents : document.getIn(path, true);
}

/** `destinations[0].uri` */
function formatPath(path: readonly PropertyKey[]): string {
  return path.map((part) => typeof part === 'number' ? `[${part}]` : `.${String(part)}`).join('').replace(
    /^\./,
    '',
  );
}
