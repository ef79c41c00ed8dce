import type { Secret } from './secret.ts';
import type { ReadMachine, SessionRequest } from './session-effects.ts';
import type { AccountField, Screen } from './shape.ts';

type AccountScreen = Extract<Screen, { name: 'account' }>;

/** What Enter on a machine's fields leads to; `wanted` and `note` are one sentence each. */
export type MachineStep =
  | { to: 'run'; request: Extract<SessionRequest, { kind: 'machine' }>; note: string | null }
  | { to: 'account'; screen: AccountScreen; note: string | null }
  | { to: 'field'; field: AccountField | null; wanted: string | null };

const stay = (wanted: string): MachineStep => ({ to: 'field', field: null, wanted });

/** The machine was typed: it is read at once where nothing more is wanted for it, else its account is asked for. */
export function machineTyped(typed: string, readMachine: ReadMachine): MachineStep {
  const read = readMachine(typed);
  if (!read.ok) return stay(read.wanted);
  const { target, asks, note } = read;
  if (asks.length === 0) return { to: 'run', request: { kind: 'machine', target, password: null }, note };
  return { to: 'account', screen: { name: 'account', target, asks }, note };
}

/** Into the target as a URL takes it, so that `DOMAIN\user` and `user@domain` both stay whole. */
const withUser = (target: string, user: string): string => target.replace('://', () => `://${encodeURIComponent(user)}@`);

/** The account was typed, or a part of it: then Enter goes on to the part that lacks. */
export function accountTyped({ target, asks }: AccountScreen, account: { user: string; password: Secret; focused: number }, readMachine: ReadMachine): MachineStep {
  const user = asks.includes('user') ? account.user.trim() : null;
  const hasPassword = account.password.length > 0;
  const password = hasPassword ? account.password : null;
  if (user === '' && hasPassword) return { to: 'field', field: 'user', wanted: 'Type the user that this password belongs to.' };
  // Without an account Windows' own single sign-on is all there is; the evidence says whether it could be used.
  if (user === '') return { to: 'run', request: { kind: 'machine', target, password: null }, note: null };
  if (asks.includes('password') && !hasPassword) {
    return { to: 'field', field: 'password', wanted: asks[account.focused] === 'user' ? null : 'Type the password first.' };
  }
  const read = readMachine(user === null ? target : withUser(target, user));
  return read.ok ? { to: 'run', request: { kind: 'machine', target: read.target, password }, note: null } : stay(read.wanted);
}
