import assert from 'node:assert/strict';
import type { Text } from '@xmldom/xmldom';
import fc from 'fast-check';
import { voiceXml, type VoiceXmlFlavour, voiceXmlFlavours } from '../../src/contract/voicexml.ts';
import { failure, type WsAnswer } from '../../src/ws/answer.ts';
import { jsonFormat } from '../../src/ws/formats/json-format.ts';
import { xmlFormat } from '../../src/ws/formats/xml-format.ts';
import { parseXml, playVoiceXml, VoiceEvent } from '../support/voicexml-player.ts';

const routeUrl = 'http://routes.example.com/ws/route/2/24d2cebbaae24adc9e13e9f85116bd41';
const completeUrl = 'http://routes.example.com/ws/complete/2/24d2cebbaae24adc9e13e9f85116bd41';
const fallback = 'tel:+16177123000';

type Step = WsAnswer | string | VoiceEvent;

const placed = (destination: string): WsAnswer => ({
  success: true,
  destination,
  name: 'Boston',
  attempt: 1,
});

/** The data plane's answer as an XML reader holds it; with its text in two nodes, as some parsers split it. */
function xmlAnswer(answer: WsAnswer) {
  const document = parseXml(xmlFormat.write(answer));
  const first = document.getElementsByTagName('destination').item(0)?.firstChild as Text | undefined;
  first?.splitText(5);
  return document;
}

/**
 * Plays one call: `answers` are those of the route URL, `outcomes` those of the transfers, in order; an event is
 * thrown instead. Answers what the platform did: `ask`, `dial DESTINATION`, `complete`, with the session of each fetch.
 */
function playCall(
  flavour: VoiceXmlFlavour,
  answers: Step[],
  outcomes: Step[],
  completes: Step[] = [],
): string[] {
  const did: string[] = [];
  const take = (steps: Step[]) => {
    const step = steps.shift();
    if (step instanceof VoiceEvent) throw step;
    return step;
  };
  playVoiceXml(voiceXml({ flavour, routeUrl, completeUrl, fallback }), { id: 'S1', sessionid: 'S1' }, {
    fetch(url, parameters) {
      const asks = url.startsWith(routeUrl);
      did.push(`${asks ? 'ask' : 'complete'} ${Object.values(parameters)}`);
      const answer = take(asks ? answers : completes) as WsAnswer ?? { success: true, completed: 1 };
      return flavour === 'xml' ? xmlAnswer(answer) : JSON.parse(jsonFormat.write(answer));
    },
    dial(destination) {
      did.push(`dial ${destination}`);
      return String(take(outcomes) ?? 'far_end_disconnect');
    },
  });
  return did;
}

for (const flavour of voiceXmlFlavours) {
  const test = (name: string, body: () => void) => Deno.test(`VoiceXML ${flavour}: ${name}`, body);

  test('is well-formed XML with both URLs in place, whatever they and the backup number contain', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.string({ unit: 'binary' }), (url, number) => {
        const text = voiceXml({ flavour, routeUrl: url, completeUrl: `${url}&done"<'>`, fallback: number });
        const sources = Array.from(parseXml(text).getElementsByTagName('data'))
          .map((data) => data.getAttribute('src'));
        const suffix = flavour === 'xml' ? '.xml' : '';
        assert.ok(sources.includes(url + suffix));
        assert.ok(sources.includes(`${url}&done"<'>${suffix}`));
      }),
    );
  });

  test('transfers to the destination that the group gives', () => {
    const destination = `sip:o'neil@example.com?a=1&b=<2>`;
    assert.deepEqual(playCall(flavour, [placed(destination)], []).slice(0, 2), [
      'ask S1',
      `dial ${destination}`,
    ]);
  });

  test('transfers to the backup number when the group gives none', () => {
    assert.equal(playCall(flavour, [failure('unknown_route')], [])[1], `dial ${fallback}`);
  });

  test('dials a backup number exactly as given, whatever it contains', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (number) => {
      const dialled: string[] = [];
      const text = voiceXml({ flavour, routeUrl, completeUrl, fallback: number });
      const answer = failure('exhausted');
      playVoiceXml(text, { id: 'S1', sessionid: 'S1' }, {
        fetch: () => flavour === 'xml' ? xmlAnswer(answer) : answer,
        dial: (destination) => (dialled.push(destination), 'far_end_disconnect'),
      });
      assert.deepEqual(dialled, [number]);
    }));
  });

  test('completes the session when the caller hangs up', () => {
    const hangUp = new VoiceEvent('connection.disconnect.hangup');
    assert.deepEqual(playCall(flavour, [placed('sip:a@b')], [hangUp]), [
      'ask S1',
      'dial sip:a@b',
      'complete S1',
    ]);
  });
}

for (const flavour of ['robust', 'xml'] as const) {
  const test = (name: string, body: () => void) => Deno.test(`VoiceXML ${flavour}: ${name}`, body);

  test('completes the session when the far end hangs up', () => {
    assert.deepEqual(playCall(flavour, [placed('sip:a@b')], ['far_end_disconnect']), [
      'ask S1',
      'dial sip:a@b',
      'complete S1',
    ]);
  });

  for (const failure of ['busy', 'noanswer', 'network_busy', new VoiceEvent('error.connection.noroute')]) {
    test(`asks for another destination after ${failure instanceof Error ? failure.message : failure}`, () => {
      assert.deepEqual(playCall(flavour, [placed('sip:a@b'), placed('sip:c@d')], [failure]), [
        'ask S1',
        'dial sip:a@b',
        'ask S1',
        'dial sip:c@d',
        'complete S1',
      ]);
    });
  }

  test('calls the backup number once every destination was tried', () => {
    const did = playCall(flavour, [placed('sip:a@b'), failure('exhausted')], ['busy']);
    assert.deepEqual(did, ['ask S1', 'dial sip:a@b', 'ask S1', `dial ${fallback}`, 'complete S1']);
  });

  test('gives the last place back before the backup number when its tries are used up', () => {
    const answers = Array.from({ length: 9 }, (_, index) => placed(`sip:${index}@b`));
    const did = playCall(flavour, answers, ['busy', 'busy', 'busy']);
    assert.deepEqual(did.slice(-4), ['dial sip:2@b', 'complete S1', `dial ${fallback}`, 'complete S1']);
  });

  test('calls the backup number when the route can not be looked up', () => {
    const did = playCall(flavour, [new VoiceEvent('error.badfetch.http.503')], []);
    assert.deepEqual(did, ['ask S1', `dial ${fallback}`, 'complete S1']);
  });

  test('calls the backup number although the last place can not be given back', () => {
    const answers = [placed('sip:a@b'), placed('sip:c@d'), placed('sip:e@f')];
    const badFetch = () => new VoiceEvent('error.badfetch');
    const did = playCall(flavour, answers, ['busy', 'busy', 'busy'], [badFetch(), badFetch()]);
    assert.deepEqual(did.slice(-3), ['complete S1', `dial ${fallback}`, 'complete S1']);
  });

  test('ends, and completes the session, when not even the backup number can be reached', () => {
    const did = playCall(flavour, [failure('closed')], [new VoiceEvent('error.connection')]);
    assert.deepEqual(did, ['ask S1', `dial ${fallback}`, 'complete S1']);
  });

  test('completes the session of a caller who hangs up while the backup number is called', () => {
    const did = playCall(flavour, [failure('closed')], [new VoiceEvent('connection.disconnect.hangup')]);
    assert.deepEqual(did, ['ask S1', `dial ${fallback}`, 'complete S1']);
  });
}

Deno.test('VoiceXML robust: an answer that is not an object leads to the backup number', () => {
  const did = playCall('robust', ['no JSON object'], []);
  assert.deepEqual(did, ['ask S1', `dial ${fallback}`, 'complete S1']);
});
