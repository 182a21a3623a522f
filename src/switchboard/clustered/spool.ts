import { join } from 'node:path';
import { type SealedChanges, sizeOf } from './changes.ts';

/** The changes of one batch that the database has not taken. */
export interface SpoolLine extends SealedChanges {
  /** The batch's number: one that the database has committed after all is not played in again. */
  readonly batch: number;
}

/** Some lines in order, and how far they reach into the file. */
export interface SpoolChunk {
  readonly lines: readonly SpoolLine[];
  readonly bytes: number;
}

/** How much is read at a time. */
const CHUNK_BYTES = 1_000_000;

const NEWLINE = 10;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * What a node did while it had no database, in a file of its own: one line of JSON a batch, on disk before it counts as
 * kept. Lines are played into the database in order; when all are, the file is empty again.
 */
export class Spool {
  readonly #path: string;
  #file: Deno.FsFile | undefined;
  /** The length of what is complete in the file; a torn line behind it is overwritten. */
  #writtenBytes = 0;
  #playedBytes = 0;
  #waiting = 0;
  /** What the disk did not take. */
  #held: SpoolLine[] = [];

  private constructor(path: string) {
    this.#path = path;
  }

  /** The spool of a node that has not written any yet. */
  static create(folder: string, nodeId: string): Spool {
    return new Spool(pathOf(folder, nodeId));
  }

  /** A spool that a node left behind. A line that was torn by the end of its process was never kept. */
  static async reopen(folder: string, nodeId: string): Promise<Spool> {
    const spool = new Spool(pathOf(folder, nodeId));
    const bytes = await Deno.readFile(spool.#path);
    spool.#writtenBytes = bytes.lastIndexOf(NEWLINE) + 1;
    return spool;
  }

  /** Changes that wait for the database. */
  get waiting(): number {
    return this.#waiting;
  }

  get isEmpty(): boolean {
    return this.#playedBytes === this.#writtenBytes && this.#held.length === 0;
  }

  /** Puts a line on disk, with those that it did not take before. False when it takes none: they stay in memory. */
  async append(line: SpoolLine): Promise<boolean> {
    this.#held.push(line);
    this.#waiting += sizeOf(line);
    try {
      while (this.#held.length > 0) {
        await this.#write(this.#held[0]);
        this.#held.shift();
      }
      return true;
    } catch {
      return false;
    }
  }

  async #write(line: SpoolLine): Promise<void> {
    const bytes = encoder.encode(`${JSON.stringify(line)}\n`);
    this.#file ??= await Deno.open(this.#path, { create: true, write: true, mode: 0o600 });
    await this.#file.seek(this.#writtenBytes, Deno.SeekMode.Start);
    for (let written = 0; written < bytes.length;) written += await this.#file.write(bytes.subarray(written));
    await this.#file.syncData();
    this.#writtenBytes += bytes.length;
  }

  /** The first lines that were not played yet. */
  async read(): Promise<SpoolChunk> {
    const all = this.#writtenBytes - this.#playedBytes;
    if (all === 0) return { lines: [...this.#held], bytes: 0 };
    const read = await readAt(this.#path, this.#playedBytes, Math.min(all, CHUNK_BYTES));
    const whole = read.lastIndexOf(NEWLINE) + 1;
    // A line longer than a chunk is read for itself.
    const bytes = whole > 0 ? read.subarray(0, whole) : await this.#readLongLine();
    const lines = decoder.decode(bytes).split('\n').filter(Boolean).map((line) => JSON.parse(line));
    return { lines, bytes: bytes.length };
  }

  /** These lines are in the database. */
  async played({ lines, bytes }: SpoolChunk): Promise<void> {
    this.#playedBytes += bytes;
    if (bytes === 0) this.#held.splice(0, lines.length);
    this.#waiting = Math.max(0, this.#waiting - lines.reduce((sum, line) => sum + sizeOf(line), 0));
    if (!this.isEmpty) return;
    this.#playedBytes = this.#writtenBytes = 0;
    await this.#file?.truncate(0);
  }

  /** Closes the file, and removes it when everything in it is in the database. */
  async close(): Promise<void> {
    const wasUsed = this.#file !== undefined;
    this.#file?.close();
    this.#file = undefined;
    if (wasUsed && this.isEmpty) await Deno.remove(this.#path);
  }

  /** Removes what is left of a spool that was played in. */
  async remove(): Promise<void> {
    await Deno.remove(this.#path);
  }

  async #readLongLine(): Promise<Uint8Array> {
    const rest = await readAt(this.#path, this.#playedBytes, this.#writtenBytes - this.#playedBytes);
    return rest.subarray(0, rest.indexOf(NEWLINE) + 1);
  }
}

/** The nodes that left a spool in this folder. */
export async function spoolsIn(folder: string): Promise<string[]> {
  const nodeIds = [];
  for await (const { name } of Deno.readDir(folder)) {
    const nodeId = /^spool-(.+)\.jsonl$/.exec(name)?.[1];
    if (nodeId !== undefined) nodeIds.push(nodeId);
  }
  return nodeIds;
}

function pathOf(folder: string, nodeId: string): string {
  return join(folder, `spool-${nodeId}.jsonl`);
}

async function readAt(path: string, from: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  if (length === 0) return bytes;
  using file = await Deno.open(path);
  await file.seek(from, Deno.SeekMode.Start);
  for (let read = 0; read < length;) read += await file.read(bytes.subarray(read)) ?? length;
  return bytes;
}
