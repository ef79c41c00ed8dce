/** A call that cannot be carried out as it was given: one clear sentence, exit 64. */
export class UsageError extends Error {}
