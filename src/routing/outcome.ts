/** What became of a call at its destination, as far as somebody has told. */
export type Outcome = 'connected' | 'busy' | 'no_answer' | 'failed' | 'declined' | 'caller_hung_up';

/** What voice platforms say, in small letters with `_` between words, by what it means here. */
const WORDS: Readonly<Record<Outcome, string>> = {
  // VoiceXML 2.0 §2.3.7.2.2: who ended a call does not matter, only that there was one. FreeSWITCH: Q.850 names.
  connected: `connected answer answered completed success
    near_end_disconnect far_end_disconnect network_disconnect maxtime_disconnect connection.disconnect.transfer
    normal_clearing call_awarded_delivered picked_off blind_transfer attended_transfer`,
  busy: 'busy user_busy',
  no_answer: `no_answer noanswer timeout
    no_user_response progress_timeout allotted_timeout subscriber_absent`,
  declined: `declined decline rejected call_rejected dontcall torture`,
  caller_hung_up: `caller_hung_up caller_hangup cancel canceled cancelled originator_cancel
    connection.disconnect.hangup`,
  failed: `failed failure error network_busy chanunavail congestion invalidargs
    unallocated_number no_route_transit_net no_route_destination channel_unacceptable number_changed
    destination_out_of_order invalid_number_format facility_rejected normal_unspecified normal_circuit_congestion
    network_out_of_order normal_temporary_failure switch_congestion requested_chan_unavail
    facility_not_subscribed outgoing_call_barred incoming_call_barred bearercapability_notauth
    bearercapability_notavail service_unavailable service_not_implemented incompatible_destination
    recovery_on_timer_expire mandatory_ie_missing protocol_error interworking exchange_routing_error
    user_not_registered gateway_down media_timeout user_challenge system_shutdown crash`,
};

/** SIP status codes that do not simply mean that a request failed: RFC 3261 §21, RFC 8197 (607), RFC 8688 (608). */
const SIP_CODES: ReadonlyMap<number, Outcome> = new Map([
  [408, 'no_answer'],
  [480, 'no_answer'],
  [486, 'busy'],
  [487, 'caller_hung_up'],
  [600, 'busy'],
  [603, 'declined'],
  [607, 'declined'],
  [608, 'declined'],
]);

/** Said in place of an outcome: VoiceXML's own word for not knowing, and what an unset variable looks like. */
const NOTHING_TOLD = new Set(['', 'unknown', 'undefined', 'null']);

const OUTCOMES: ReadonlyMap<string, Outcome> = new Map(
  Object.entries(WORDS).flatMap(([outcome, words]) =>
    words.split(/\s+/).map((word) => [word, outcome as Outcome])
  ),
);

/**
 * The outcome that a platform's own words stand for: results and events of VoiceXML's `<transfer>`, SIP status codes,
 * Asterisk's DIALSTATUS, FreeSWITCH's hangup causes, Twilio's call statuses, and plain words, in capitals or not.
 * Null when nothing is told, undefined when the words are not understood.
 */
export function readOutcome(text: string): Outcome | null | undefined {
  const word = text.trim().toLowerCase().replace(/[\s-]+/g, '_');
  if (NOTHING_TOLD.has(word)) return null;
  return OUTCOMES.get(word) ?? sipOutcome(word) ?? voiceXmlError(word);
}

/** As `486`, `486 Busy Here`, `sip:486` or `SIP/2.0 486 Busy Here`; provisional codes tell no outcome. */
function sipOutcome(word: string): Outcome | undefined {
  const match = /^(?:sip(?:\/2\.0)?[:_]?)?([2-6]\d\d)(?:_|$)/.exec(word);
  return match ? outcomeOfCode(Number(match[1])) : undefined;
}

/** VoiceXML 2.0 §2.3.7.3: `error.connection.noroute` and its like; `error.connection.protocol.nnn` has a code. */
function voiceXmlError(word: string): Outcome | undefined {
  const code = /^error\.connection\.protocol\.([2-6]\d\d)$/.exec(word)?.[1];
  if (code !== undefined) return outcomeOfCode(Number(code));
  return /^error\.(connection|unsupported\.(transfer|uri))(\.|$)/.test(word) ? 'failed' : undefined;
}

function outcomeOfCode(code: number): Outcome {
  return SIP_CODES.get(code) ?? (code < 300 ? 'connected' : 'failed');
}
