/** A mail server as far as a client can tell (RFC 5321 §4.5.1's minimum), which keeps what it gets. */
export interface SmtpServer extends AsyncDisposable {
  readonly url: string;
  /** Messages with their headers, the oldest first. */
  readonly received: readonly string[];
  /** The next message that nobody has taken yet, as soon as it is there. */
  next(): Promise<string>;
}

export function openSmtpServer(): SmtpServer {
  const listener = Deno.listen({ hostname: '127.0.0.1', port: 0 });
  const received: string[] = [];
  const arrivals = new EventTarget();
  let taken = 0;
  const conversations: Promise<void>[] = [];
  const accepting = (async () => {
    for await (const connection of listener) {
      conversations.push(converse(connection, (message) => {
        received.push(message);
        arrivals.dispatchEvent(new Event('message'));
      }));
    }
  })();
  return {
    url: `smtp://127.0.0.1:${listener.addr.port}`,
    received,
    async next() {
      const place = taken++;
      while (received.length <= place) {
        await new Promise((resolve) => arrivals.addEventListener('message', resolve, { once: true }));
      }
      return received[place]!;
    },
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
      await Promise.all(conversations);
    },
  };
}

async function converse(connection: Deno.Conn, keep: (message: string) => void) {
  const say = (line: string) => connection.write(new TextEncoder().encode(`${line}\r\n`));
  await say('220 ready');
  let message: string[] | undefined;
  for await (const line of linesOf(connection)) {
    if (message && line !== '.') message.push(line);
    else if (message) {
      keep(message.join('\n'));
      message = undefined;
      await say('250 kept');
    } else if (line === 'DATA') {
      message = [];
      await say('354 go on');
    } else await say(line === 'QUIT' ? '221 bye' : '250 fine');
  }
}

/** Until the client hangs up, which closes the connection. */
async function* linesOf(connection: Deno.Conn): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of connection.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
