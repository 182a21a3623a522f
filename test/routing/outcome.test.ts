import assert from 'node:assert/strict';
import { type Outcome, readOutcome } from '../../src/routing/outcome.ts';

/** What platforms say, and what it means; each line with who says so. */
const SAID: readonly (readonly [who: string, outcome: Outcome, ...words: string[]])[] = [
  ['our own words', 'connected', 'connected'],
  ['our own words', 'no_answer', 'no_answer', 'no answer', 'No-Answer'],
  ['our own words', 'caller_hung_up', 'caller_hung_up', 'CALLER_HUNG_UP'],
  ['our own words', 'declined', 'declined', ' Declined '],
  ['our own words', 'failed', 'failed'],
  ['VoiceXML transfer', 'busy', 'busy'],
  ['VoiceXML transfer', 'no_answer', 'noanswer'],
  ['VoiceXML transfer', 'failed', 'network_busy'],
  ['VoiceXML transfer', 'connected', 'near_end_disconnect', 'far_end_disconnect', 'network_disconnect'],
  ['VoiceXML transfer', 'connected', 'maxtime_disconnect', 'connection.disconnect.transfer'],
  ['VoiceXML events', 'caller_hung_up', 'connection.disconnect.hangup'],
  ['VoiceXML events', 'failed', 'error.connection.noroute', 'error.connection.baddestination'],
  ['VoiceXML events', 'failed', 'error.connection.noauthorization', 'error.connection.noresource'],
  ['VoiceXML events', 'failed', 'error.connection', 'error.connection.protocol.503', 'error.unsupported.uri'],
  ['VoiceXML events', 'failed', 'error.unsupported.transfer.blind', 'error.connection.protocol.127'],
  ['VoiceXML events', 'busy', 'error.connection.protocol.486'],
  ['SIP', 'busy', '486', '600', '486 Busy Here', 'SIP/2.0 486 Busy Here', 'sip:486'],
  ['SIP', 'no_answer', '408', '480'],
  ['SIP', 'declined', '603', '607', '608', '603 Decline'],
  ['SIP', 'caller_hung_up', '487', '487 Request Terminated'],
  ['SIP', 'failed', '302', '404', '403', '500', '503', '604', '699'],
  ['SIP', 'connected', '200', '202 Accepted'],
  ['Asterisk', 'failed', 'CHANUNAVAIL', 'CONGESTION'],
  ['Asterisk', 'busy', 'BUSY'],
  ['Asterisk', 'no_answer', 'NOANSWER'],
  ['Asterisk', 'caller_hung_up', 'CANCEL'],
  ['Asterisk', 'connected', 'ANSWER'],
  ['Asterisk', 'declined', 'DONTCALL', 'TORTURE'],
  ['FreeSWITCH', 'busy', 'USER_BUSY'],
  ['FreeSWITCH', 'no_answer', 'NO_ANSWER', 'NO_USER_RESPONSE', 'PROGRESS_TIMEOUT'],
  ['FreeSWITCH', 'declined', 'CALL_REJECTED'],
  ['FreeSWITCH', 'connected', 'NORMAL_CLEARING', 'SUCCESS'],
  ['FreeSWITCH', 'caller_hung_up', 'ORIGINATOR_CANCEL'],
  ['FreeSWITCH', 'failed', 'NORMAL_TEMPORARY_FAILURE', 'UNALLOCATED_NUMBER', 'GATEWAY_DOWN'],
  ['Twilio', 'connected', 'completed', 'answered'],
  ['Twilio', 'no_answer', 'no-answer'],
  ['Twilio', 'caller_hung_up', 'canceled'],
];

for (const [who, outcome, ...words] of SAID) {
  Deno.test(`takes ${words.join(', ')} for ${outcome} (${who})`, () => {
    for (const word of words) assert.equal(readOutcome(word), outcome, word);
  });
}

Deno.test('knows when nothing is told', () => {
  for (const text of ['', ' ', 'unknown', 'undefined', 'null']) assert.equal(readOutcome(text), null);
});

Deno.test('does not guess what it does not understand', () => {
  const strange = [
    'perhaps',
    '180',
    '1486',
    '48',
    '700',
    'sip:alice@example.com',
    'error.badfetch',
    'busybody',
  ];
  for (const text of [...strange, '486x', 'constructor', 'error.connectionist']) {
    assert.equal(readOutcome(text), undefined, text);
  }
});
