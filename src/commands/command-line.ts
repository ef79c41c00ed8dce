import type { CheckFlags } from './check-request.ts';

/**
 * The targets of a call as they can be typed again, for commands to copy; null where there were none, where standard input
 * was one, or where a name holds what shells do not take literally.
 */
export function commandLine(files: readonly string[], flags: CheckFlags): string | null {
  const words = [
    ...files, ...named('--domain', flags.domain), ...named('--dns', flags.dns), ...named('--kms-host', flags.kmsHost),
    ...named('--approved-host', flags.approvedHost), ...named('--kms-host-target', flags.kmsHostTarget),
  ];
  // How machines are reached, which alone names nothing to look at. The secret itself is asked for again.
  const access = [...named('--ca', flags.ca === undefined ? [] : [flags.ca]), ...(flags.insecure === true ? ['--insecure'] : []), ...(flags.shell === false ? ['--no-shell'] : []), ...configOf(flags)];
  if (words.length === 0 || words.includes('-')) return null;
  const all = [...words, ...access].map(shellWord);
  return all.every((w) => w !== null) ? all.join(' ') : null;
}

/** A name as one word of a command that any shell takes, in double quotes where it needs them; null where it holds what shells do not take literally. */
export const shellWord = (name: string): string | null =>
  (typable.test(name) ? (/[^\p{L}\p{N}._:/\\[\]@+=%-]/u.test(name) ? `"${name}"` : name) : null);

const configOf = ({ config }: CheckFlags): string[] => (config === false ? ['--no-config'] : named('--config', config === undefined ? [] : [config]));

const named = (option: string, values: readonly string[] | undefined): string[] => (values ?? []).flatMap((v) => [option, v]);

/**
 * Letters, digits and signs that mean themselves between double quotes in cmd, PowerShell and POSIX shells; and the
 * percent-encoding of a target's user, which cmd takes literally too as long as no variable is called so.
 */
const typable = /^(?:[\p{L}\p{N} ._:/\\[\]@+=(),#~-]|%[0-9A-Fa-f]{2})+$/u;
