/** Signs that what a KMS host says is not what stands in the way. */

/** The machine does not use KMS with this key at all. */
export const notKms = ['CLIENT_NOT_KMS', 'CLIENT_KEY_NOT_GVLK', 'EVALUATION_EDITION', 'EVALUATION_RUNNING'] as const;

/** What a host answers matters to nobody who did not reach it. */
const neverReached = ['REQUEST_NOT_SENT'] as const;

/** A host that answered with another reason does not refuse for this one. */
export const notForCount = [...neverReached, 'ANSWERED_NOT_ACTIVATED', 'ANSWERED_NOT_SERVED'] as const;
export const notForActivation = [...neverReached, 'ANSWERED_NOT_SERVED'] as const;
export const notForCoverage = [...neverReached, 'ANSWERED_NOT_ACTIVATED'] as const;
