import { readConfig } from '../src/config.ts';
import { silentLog } from '../src/log.ts';
import { CallCounts } from '../src/metrics/call-counts.ts';
import type { PlaceAnswer } from '../src/switchboard/switchboard.ts';
import { createWsHandler } from '../src/ws/ws-handler.ts';
import { figure, markdownTable, publish, type Report } from './report.ts';
import { median } from './support/median.ts';

const ROUNDS = 9;
const REQUESTS = 20_000;

/** The most that a request may cost, as a multiple of the bare handler: about twice what it does. */
const MOST = 8;

const URL = 'http://127.0.0.1:8080/ws/route/2/24d2cebbaae24adc9e13e9f85116bd41';
const FORM = 'session.id=9f0c6c1a-5a0e-4b5e-9b0e-1f2d3c4b5a69';
const PLACED: PlaceAnswer = {
  destinations: ['sip:1234@10.0.1.2', 'tel:+16177123000'],
  kind: 'placed',
  destination: 'sip:1234@10.0.1.2',
  name: 'Boston',
  attempt: 1,
  degraded: false,
};

type Handler = (request: Request) => Response | Promise<Response>;
type Requests = () => Request;

const requests: Readonly<Record<string, Requests>> = {
  'GET, session in the query': () => new Request(`${URL}?${FORM}`),
  'POST, session in the query, empty body': () =>
    new Request(`${URL}?${FORM}`, { method: 'POST', headers: { 'content-length': '0' } }),
  'POST, form': () =>
    new Request(URL, {
      method: 'POST',
      body: FORM,
      headers: {
        'accept': 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(FORM.length),
      },
    }),
};

/** The same request, read to the end of its body, and a fixed answer: what Deno alone costs. */
const bare: Handler = async (request) => {
  if (request.headers.get('content-length') !== '0') await request.arrayBuffer();
  return new Response('{"success":true}', { headers: { 'content-type': 'application/json' } });
};

/** What the data plane costs between a request and its response, without sockets and without a switchboard. */
export async function wsHandlerReport(): Promise<Report> {
  const handler = createWsHandler({
    switchboard: {
      place: () => Promise.resolve(PLACED),
      complete: () => Promise.reject(new Error('unused')),
    },
    log: silentLog,
    observer: new CallCounts(),
    globalComplete: true,
    sessionParameters: readConfig({}, '/').wsSessionParameters,
  });
  const costs: Cost[] = [];
  for (const [name, make] of Object.entries(requests)) costs.push(await compare(name, handler, make));
  return {
    name: 'ws-handler',
    title: 'The cost of a request in the data plane',
    body: bodyOf(costs),
    missed: costs.filter(({ ratio }) => ratio > MOST).map(({ name, ratio }) =>
      `${name}: ${figure(ratio)} × bare, bar ≤ ${MOST} ×`
    ),
  };
}

interface Cost {
  readonly name: string;
  /** Microseconds. */
  readonly ours: number;
  readonly bare: number;
  readonly ratio: number;
}

function bodyOf(costs: readonly Cost[]): string {
  const table = markdownTable(
    ['Request', 'Data plane µs', 'Bare µs', `Ratio, bar ≤ ${MOST}`],
    costs.map(({ name, ours, bare, ratio }) => [name, figure(ours), figure(bare), figure(ratio)]),
  );
  return `Microseconds from a \`Request\` to its \`Response\`, in memory, with a switchboard that always has the same
answer: the median of ${ROUNDS} rounds, the contenders by turns. The bare handler reads the body and answers a constant.
Over a socket bodies cost less than here, as Deno then reads them outside of JavaScript.\n\n${table}`;
}

/** By turns, so that both meet the same state of the machine; the first turn warms up. */
async function compare(name: string, handler: Handler, make: Requests): Promise<Cost> {
  const rounds = [];
  for (let round = 0; round <= ROUNDS; round++) {
    rounds.push({ ours: await time(handler, make), bare: await time(bare, make) });
  }
  const counted = rounds.slice(1);
  return {
    name,
    ours: median(counted.map(({ ours }) => ours)),
    bare: median(counted.map(({ bare }) => bare)),
    ratio: median(counted.map(({ ours, bare }) => ours / bare)),
  };
}

/** Microseconds a request, one after the other. */
async function time(handler: Handler, make: Requests): Promise<number> {
  const batch = Array.from({ length: REQUESTS }, make);
  const start = performance.now();
  for (const request of batch) await handler(request);
  return ((performance.now() - start) * 1000) / REQUESTS;
}

if (import.meta.main) await publish(await wsHandlerReport());
