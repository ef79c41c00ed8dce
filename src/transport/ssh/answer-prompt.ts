import type { SshSettings } from './ssh-target.ts';

/**
 * Whether a question of ssh asks for the password of this user on this machine, and so may be answered with it. Nothing
 * else is: no passphrase of a key, no "are you sure" about a host key, no jump host, which is another machine. OpenSSH
 * asks `USER@HOST's password: `, or `(USER@HOST) ` and the server's own words; before version 8.4 those words alone,
 * which count only where no other machine stands between.
 */
export function asksForPassword(prompt: string, { user, host, hostKeyAlias, hasJump }: SshSettings): boolean {
  if (prompt.length > 1024 || user === '' || host === '') return false;
  const names = [host, ...(hostKeyAlias === null ? [] : [hostKeyAlias])].map((name) => name.toLowerCase());
  const folded = prompt.toLowerCase();
  // Old versions of OpenSSH cut long names in this form.
  const isOwn = names.some((name) => folded.startsWith(`${user.slice(0, 30).toLowerCase()}@${name.slice(0, 128)}'s password`) || folded.startsWith(`${user.toLowerCase()}@${name}'s password`));
  if (isOwn) return true;
  const behind = names.map((name) => `(${user.toLowerCase()}@${name}) `).find((start) => folded.startsWith(start));
  const words = behind === undefined ? folded : folded.slice(behind.length);
  return (behind !== undefined || !hasJump) && /^[\p{L} ]{0,40}password(?: for [^\n]{1,80})?:\s*$/u.test(words);
}
