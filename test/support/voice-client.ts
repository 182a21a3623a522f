import assert from 'node:assert/strict';
import { readConfig } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { createWsHandler, type WsOptions } from '../../src/ws/ws-handler.ts';
import { FakeSwitchboard } from './fake-switchboard.ts';
import { parseXml } from './voicexml-player.ts';

/** The names that the service knows when nobody configures others. */
export const SESSION_NAMES = readConfig({}, '/').wsSessionParameters;

export const ROUTE_PATH = '/ws/route/2/24d2cebbaae24adc9e13e9f85116bd41';

/** The data plane over a switchboard that remembers, without a socket. */
export function openVoiceClient(options: Partial<WsOptions> = {}, switchboard = new FakeSwitchboard()) {
  const handler = createWsHandler({
    switchboard,
    log: silentLog,
    globalComplete: true,
    sessionParameters: SESSION_NAMES,
    ...options,
  });
  const send = (path: string, init: RequestInit = {}) =>
    handler(new Request(`http://routes.test${path}`, init));
  const post = (path: string, body?: BodyInit | null, headers: HeadersInit = {}) =>
    send(path, { method: 'POST', body, headers });
  return { switchboard, send, post };
}

/** The fields of an answer in any format, as text. Fails when it is not well formed in the format that it claims. */
export function fieldsOf(contentType: string | null, text: string): Record<string, string> {
  if (contentType === 'application/json') return jsonFields(text);
  if (contentType === 'application/xml; charset=utf-8') return xmlFields(text);
  assert.equal(contentType, 'application/x-www-form-urlencoded');
  return Object.fromEntries(text.split('&').map((pair) => pair.split('=').map(decodeURIComponent)));
}

function jsonFields(text: string): Record<string, string> {
  assert.doesNotMatch(text, /[\r\n\u2028\u2029]/, 'JSON stands on one line');
  return Object.fromEntries(Object.entries(JSON.parse(text)).map(([name, value]) => [name, String(value)]));
}

function xmlFields(text: string): Record<string, string> {
  const root = parseXml(text).documentElement!;
  assert.equal(root.tagName, 'route');
  const elements = [...root.childNodes as Iterable<{ nodeName: string; textContent: string | null }>];
  return Object.fromEntries(elements.map(({ nodeName, textContent }) => [nodeName, textContent ?? '']));
}
