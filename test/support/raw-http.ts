const encoder = new TextEncoder();
const latin1 = new TextDecoder('latin1');

export interface RawResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** A TCP connection over which a test says exactly what a client says, byte for byte. */
export class RawConnection {
  #received = '';

  private constructor(private readonly connection: Deno.TcpConn) {}

  static async open(port: number): Promise<RawConnection> {
    return new RawConnection(await Deno.connect({ hostname: '127.0.0.1', port }));
  }

  async send(bytes: string | Uint8Array) {
    let rest = typeof bytes === 'string' ? encoder.encode(bytes) : bytes;
    while (rest.length > 0) rest = rest.subarray(await this.connection.write(rest));
  }

  /** The next response, interim ones (1xx) included; undefined when the connection ends before it is whole. */
  async response(): Promise<RawResponse | undefined> {
    const head = await this.#upTo(() => this.#received.indexOf('\r\n\r\n') + 4, 4);
    if (head === undefined) return undefined;
    const [statusLine, ...lines] = head.trimEnd().split('\r\n');
    const headers = new Map(lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]));
    const status = Number(statusLine.split(' ')[1]);
    const length = Number(headers.get('content-length') ?? 0);
    const body = await this.#upTo(() => this.#received.length >= length ? length : -1, 0);
    return body === undefined ? undefined : { status, headers, body: utf8(body) };
  }

  /** Says that nothing more will be sent, as `shutdown(SHUT_WR)` does. */
  async endSending() {
    await this.connection.closeWrite();
  }

  close() {
    try {
      this.connection.close();
    } catch {
      // The other side was first.
    }
  }

  /** Takes what was received, once `end` knows where it ends: `least` or more. */
  async #upTo(end: () => number, least: number): Promise<string | undefined> {
    while (end() < least) {
      const buffer = new Uint8Array(65_536);
      const count = await this.connection.read(buffer).catch(() => null);
      if (count === null) return undefined;
      this.#received += latin1.decode(buffer.subarray(0, count));
    }
    const taken = this.#received.slice(0, end());
    this.#received = this.#received.slice(taken.length);
    return taken;
  }
}

function utf8(binary: string): string {
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}

/** One request over a connection of its own. */
export async function exchange(port: number, bytes: string | Uint8Array): Promise<RawResponse | undefined> {
  const connection = await RawConnection.open(port);
  try {
    await connection.send(bytes);
    return await connection.response();
  } finally {
    connection.close();
  }
}
