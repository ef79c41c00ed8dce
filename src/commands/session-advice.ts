/**
 * Advice as it reads where text was pasted: what a command prints on the client is pasted beside it. A KMS host's output is
 * left to `--kms-host-target`: without a name of its machine in it, it would be taken for the client's.
 */
export const pastedHere = (how: string): string => how.replace('add the output', 'paste the output here');
