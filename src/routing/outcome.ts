/** What became of a call at its destination, as far as somebody has told. */
export type Outcome = 'connected' | 'busy' | 'no_answer' | 'failed' | 'declined' | 'caller_hung_up';
