/**
 * Why the client's half ends a handshake: `no-…` says what the server lacks, the others what is wrong with its octets or
 * their order. `words` is a whole clause without any secret. That the server refuses the account is HTTP's to say.
 */
export type ClientRefusal = {
  ok: false;
  reason:
    | 'malformed' | 'no-unicode' | 'no-extended-session-security' | 'no-128-bit' | 'no-signing' | 'no-sealing' | 'no-target-info'
    | 'name-too-long' | 'no-md5' | 'spnego-wanted' | 'plain-ntlm-answer' | 'rejected' | 'other-mechanism' | 'mech-list-mic-missing' | 'mech-list-mic-wrong'
    | 'not-finished' | 'out-of-turn';
  words: string;
};

/** Shorthand for a `ClientRefusal`. */
export const refuseServer = (reason: ClientRefusal['reason'], words: string): ClientRefusal => ({ ok: false, reason, words });

/** Why a server half lets nobody in. */
export type ServerRefusal = {
  ok: false;
  reason:
    | 'malformed' | 'out-of-turn' | 'no-extended-session-security' | 'no-128-bit' | 'no-unicode' | 'no-sealing' | 'anonymous' | 'not-ntlmv2'
    | 'no-such-user' | 'wrong-password' | 'mic-wrong' | 'bindings-wrong' | 'bindings-missing' | 'spnego-wanted' | 'other-mechanism'
    | 'mech-list-mic-missing' | 'mech-list-mic-wrong';
  words: string;
};

/** Shorthand for a `ServerRefusal`. */
export const refuseClient = (reason: ServerRefusal['reason'], words: string): ServerRefusal => ({ ok: false, reason, words });
