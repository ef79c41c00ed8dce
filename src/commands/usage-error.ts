const mark = 'kmsdoctor usage error';

/** A call that cannot be carried out as it was given: one clear sentence, exit 64. */
export class UsageError extends Error {
  readonly mark = mark;
}

/** Told by its mark: each bundle of the built program has a class of its own. */
export const isUsageError = (error: unknown): error is UsageError => error instanceof Error && 'mark' in error && error.mark === mark;
