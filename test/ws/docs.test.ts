import assert from 'node:assert/strict';
import { wsErrors } from '../../src/contract/errors.ts';
import { voiceXml } from '../../src/contract/voicexml.ts';
import { failure, type WsAnswer } from '../../src/ws/answer.ts';
import { MAX_BODY_BYTES } from '../../src/ws/body.ts';
import { formats } from '../../src/ws/formats/choose-format.ts';
import { jsonFormat } from '../../src/ws/formats/json-format.ts';
import { MAX_SESSION_LENGTH } from '../../src/ws/session.ts';
import { playVoiceXml } from '../support/voicexml-player.ts';
import { SESSION_NAMES } from '../support/voice-client.ts';

const page = (path: string) => Deno.readTextFileSync(new URL(`../../docs/${path}`, import.meta.url));
const errors = page('reference/errors.md');
const reference = page('reference/ws.md');
const guide = page('guide/voice-developers.md');

/** What stands under a heading, up to the next one. */
const section = (text: string, heading: string) => text.split(`\n## ${heading}`)[1].split('\n## ')[0];

Deno.test('the reference explains every error code of the data plane, and no other', () => {
  const documented = [...section(errors, 'Voice applications').matchAll(/^\| `(\w+)`/gm)].map(([, code]) =>
    code
  );
  assert.deepEqual(documented, Object.keys(wsErrors));
});

Deno.test('the reference lists the names of the session in their order', () => {
  const paragraph = section(reference, 'Session').split('\n\n').find((text) => text.startsWith('`'))!;
  assert.deepEqual([...paragraph.matchAll(/`([^`]+)`/g)].map(([, name]) => name), SESSION_NAMES);
});

Deno.test('the reference lists every format with its suffix and media types', () => {
  const rows = section(reference, 'Formats').split('\n').filter((line) => line.startsWith('|')).slice(2);
  assert.equal(rows.length, formats.length);
  formats.forEach(({ suffix, mediaTypes }, index) => {
    assert.ok(rows[index].includes(`\`.${suffix}\``), suffix);
    assert.ok(mediaTypes.every((type) => rows[index].includes(`\`${type}\``)), `${mediaTypes}`);
  });
});

Deno.test('the reference names the limits', () => {
  const limits = section(reference, 'Limits');
  assert.match(limits, new RegExp(`\\| ${MAX_BODY_BYTES / 1024} KiB`));
  assert.match(limits, new RegExp(`\\| ${MAX_SESSION_LENGTH} characters`));
});

/** The guide's VoiceXML documents, in their order. */
const documents = [...guide.matchAll(/^```xml\n(.*?)^```/gms)].map(([, text]) => text);

/** Plays a document with these answers and outcomes; returns what was dialled, and how often it was completed. */
function play(document: string, answers: WsAnswer[], outcomes: string[]) {
  const dialled: string[] = [];
  let completed = 0;
  playVoiceXml(document, { id: 'S1' }, {
    fetch(url) {
      const answer = url.includes('/ws/route/') ? answers.shift()! : { success: true, completed: 1 } as const;
      if ('completed' in answer) completed += 1;
      return JSON.parse(jsonFormat.write(answer));
    },
    dial(destination) {
      dialled.push(destination);
      return outcomes.shift() ?? 'far_end_disconnect';
    },
  });
  return { dialled, completed };
}

const placed = (destination: string): WsAnswer => ({ success: true, destination, name: 'A', attempt: 1 });

Deno.test('the guide’s first document is the one that the Route Manager writes', () => {
  const base = 'http://routes.local.plumvoice.com/ws';
  const options = {
    routeUrl: `${base}/route/2/24d2cebbaae24adc9e13e9f85116bd41`,
    completeUrl: `${base}/complete`,
    fallback: '16177123000',
  };
  assert.equal(documents[0].trim(), voiceXml({ flavour: 'seed', ...options }).trim());
});

Deno.test('the guide’s second document tries a second destination, then the backup number', () => {
  const [, several] = documents;
  assert.deepEqual(play(several, [placed('sip:a@h')], ['far_end_disconnect']), {
    dialled: ['sip:a@h'],
    completed: 1,
  });
  assert.deepEqual(play(several, [placed('sip:a@h'), placed('sip:b@h')], ['busy']), {
    dialled: ['sip:a@h', 'sip:b@h'],
    completed: 1,
  });
  assert.deepEqual(play(several, [placed('sip:a@h'), failure('exhausted')], ['noanswer']).dialled, [
    'sip:a@h',
    '16177123000',
  ]);
});
