import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { editSecret, emptySecret, maskedField, Secret } from '../../src/ui/secret.ts';
import type { SessionRequest } from '../../src/ui/session-effects.ts';
import { screenOf, type Action, type State } from '../../src/ui/shape.ts';
import { choicesOf } from '../../src/ui/start-choices.ts';
import { initialState, reducerFor } from '../../src/ui/state.ts';
import { eraseBefore, insertExact } from '../../src/ui/text-entry.ts';
import { fakeEffects, keys, openSession, readMachineInTests } from './fake-terminal.tsx';
import { storyEvents } from './story.ts';

const password = 'Corr€ct horse';
const reduce = reducerFor(readMachineInTests);
const after = (state: State, ...actions: Action[]): State => actions.reduce((s, action) => reduce(s, action), state);
const type = (text: string): Action => ({ type: 'type', text });
const onMachine = (target: string): State => after(initialState(null), { type: 'open' }, type(target), { type: 'submit' });

/** A request with its password readable, to be compared. */
const plain = (request: SessionRequest | undefined): unknown =>
  request?.kind === 'machine' ? { ...request, password: request.password?.reveal() ?? null } : request;

describe('a paste that slips in while a machine is shown', () => {
  it('waits for Enter, since the machine’s account would be lost; Escape leads back', async () => {
    const effects = fakeEffects(storyEvents());
    const session = openSession({ effects, initial: { kind: 'machine', target: 'local', password: null } });
    await session.shows('FAILING');
    session.paste('Name: Windows\nLicense Status: Notification');
    await session.shows('in place of WS-0500.contoso.test; Esc goes back to it.');
    expect(effects.begun).toHaveLength(1);
    session.press(keys.escape);
    await session.shows('FAILING');
    session.paste('Name: Windows\nLicense Status: Notification');
    await session.shows('Arrived: 2 lines');
    session.press(keys.enter);
    await session.shows('FAILING');
    expect(effects.begun.at(-1)?.kind).toBe('paste');
  });
});

describe('a machine on the start screen', () => {
  it('comes first, as what most people have', () => {
    expect(screenOf(after(initialState(null), { type: 'open' })).name).toBe('machine');
    expect(choicesOf(initialState(null))[0]).toMatchObject({ title: 'A machine', says: 'this one, by WinRM, by SSH' });
  });

  it.each(['local', 'ssh://admin@ws-0500'])('is read at once where it wants no account: %s', (target) => {
    expect(plain(onMachine(target).run?.request)).toEqual({ kind: 'machine', target, password: null });
  });

  it('asks a WinRM machine’s user and password, and begins with both', () => {
    const asked = onMachine('winrm://ws-0500');
    expect(screenOf(asked)).toEqual({ name: 'account', target: 'winrm://ws-0500', asks: ['user', 'password'] });
    const begun = after(asked, type('CONTOSO\\helpdesk'), { type: 'next-field', by: 1 }, type(password), { type: 'submit' });
    expect(plain(begun.run?.request)).toEqual({ kind: 'machine', target: 'winrm://CONTOSO%5Chelpdesk@ws-0500', password });
  });

  it('asks the password alone where the target has its user', () => {
    const begun = after(onMachine('winrms://helpdesk@ws-0500'), type(password), { type: 'submit' });
    expect(plain(begun.run?.request)).toEqual({ kind: 'machine', target: 'winrms://helpdesk@ws-0500', password });
  });

  it('says how a bare host name was taken', () => {
    const asked = onMachine('ws-0500');
    expect([screenOf(asked), asked.notice]).toMatchObject([{ target: 'winrm://ws-0500' }, { tone: 'good', text: 'ws-0500 is taken as winrm://ws-0500.' }]);
  });

  it('stays on the field with one sentence where it is no machine', () => {
    const stayed = onMachine('http://ws-0500');
    expect([screenOf(stayed).name, stayed.run, stayed.notice?.text]).toEqual(['machine', null, 'That is no machine.']);
  });

  it('is tried without an account where none is typed', () => {
    expect(plain(after(onMachine('winrm://ws-0500'), { type: 'submit' }).run?.request)).toEqual({ kind: 'machine', target: 'winrm://ws-0500', password: null });
  });

  it('goes on to the part of the account that lacks, and says which', () => {
    const user = after(onMachine('winrm://ws-0500'), type('helpdesk'), { type: 'submit' });
    expect([user.focused, user.run, user.notice]).toEqual([1, null, null]);
    expect(after(user, { type: 'submit' }).notice?.text).toBe('Type the password first.');
    const orphan = after(onMachine('winrm://ws-0500'), { type: 'next-field', by: 1 }, type(password), { type: 'submit' });
    expect([orphan.focused, orphan.run, orphan.notice?.text]).toEqual([0, null, 'Type the user that this password belongs to.']);
  });

  it('refuses a user that no target can have on the field too', () => {
    const refused = after(onMachine('winrm://ws-0500'), type('a'), { type: 'next-field', by: 1 }, type('x'), { type: 'submit' });
    expect(refused.run?.request).toMatchObject({ target: 'winrm://a@ws-0500' });
    const picky = reducerFor((typed) => (typed.includes('@') ? { ok: false, wanted: 'No such user.' } : readMachineInTests(typed)));
    const asked = [type('a'), { type: 'next-field', by: 1 }, type('x'), { type: 'submit' }] as const;
    expect(asked.reduce((s, a) => picky(s, a), onMachine('winrm://ws-0500'))).toMatchObject({ run: null, notice: { text: 'No such user.' } });
  });

  it('that did not take the password is one Escape from taking another, however it was opened and however often', () => {
    const typed = after(onMachine('winrm://helpdesk@ws-0500'), type('wrong'), { type: 'submit' });
    const given = initialState({ kind: 'machine', target: 'winrm://helpdesk@ws-0500', password: new Secret('wrong') });
    for (const begun of [typed, given, after(given, { type: 'again' })]) {
      const again = after(begun, { type: 'back' });
      expect(screenOf(again)).toEqual({ name: 'account', target: 'winrm://helpdesk@ws-0500', asks: ['password'] });
      expect(again.password.secret.length).toBe(0);
      expect(plain(after(again, type(password), { type: 'submit' }).run?.request)).toMatchObject({ password });
    }
  });

  it('leads back to the start where no account was asked', () => {
    for (const begun of [onMachine('local'), initialState({ kind: 'machine', target: 'local', password: null })]) {
      expect(screenOf(after(begun, { type: 'back' })).name).toBe('start');
    }
  });
});

describe('a password', () => {
  const typed = after(onMachine('winrm://helpdesk@ws-0500'), type(password));

  it('is in no text that a state can become, typed or begun with', () => {
    for (const state of [typed, after(typed, { type: 'submit' })]) {
      for (const text of [JSON.stringify(state), inspect(state, { depth: Infinity, showHidden: true }), String(state.password.secret)]) expect(text).not.toContain('horse');
    }
  });

  it('is forgotten when its screen is left, either way', () => {
    expect(after(typed, { type: 'back' }).password.secret.length).toBe(0);
    expect(after(typed, { type: 'submit' }).password.secret.length).toBe(0);
    expect(after(typed, { type: 'pasted', text: 'a\nb', whole: true }).password.secret.length).toBe(0);
  });

  it('is taken as it was typed or pasted, with every blank and mark but control characters', () => {
    const odd = ' a\u00a0b\u200d\u00adc ';
    expect(after(onMachine('winrm://helpdesk@ws-0500'), type(`${odd}\u0007`)).password.secret.reveal()).toBe(odd);
    expect(after(onMachine('winrm://helpdesk@ws-0500'), { type: 'pasted', text: `${odd}\r\n`, whole: true }).password.secret.reveal()).toBe(odd);
  });

  it('is edited by whole characters and drawn as one mark for each', () => {
    const field = editSecret(emptySecret, (f) => insertExact(f, 'a😀b'));
    expect(maskedField(field, '•')).toEqual({ value: '•••', caret: 3 });
    expect(editSecret(editSecret(field, eraseBefore), eraseBefore).secret.reveal()).toBe('a');
  });
});

/** A session on the account of a machine, typed key by key. */
async function onAccount(columns = 100, rows = 24) {
  const effects = fakeEffects();
  const session = openSession({ effects, columns, rows });
  await session.shows('A machine');
  session.press(keys.enter);
  await session.shows('Machine');
  session.press('ws-0500\r');
  await session.shows('An account for winrm://ws-0500');
  return { effects, session };
}

describe('the screens of a machine', () => {
  it('lead from its name to its account and into the session, which fills in place', async () => {
    const { effects, session } = await onAccount();
    expect(session.frame()).toContain('ws-0500 is taken as winrm://ws-0500.');
    session.press('q-user\r');
    await session.shows('q-user');
    for (const key of password) session.press(key);
    await session.shows('•'.repeat(Array.from(password).length));
    expect(session.frame()).not.toContain('horse');
    session.press(keys.enter);
    await session.shows('looking');
    expect(effects.begun.map(plain)).toEqual([{ kind: 'machine', target: 'winrm://q-user@ws-0500', password }]);
    for (const event of storyEvents().slice(0, 2)) effects.emit(event);
    effects.emit({ type: 'progress', event: { type: 'started', step: 'machine products', kind: 'licensingProducts', label: 'the licences', at: 0 } });
    await session.shows('and for 1 more');
    for (const event of storyEvents().slice(2)) effects.emit(event);
    await session.shows('FAILING');
  });

  it('fit 60 columns and 40, with what keys do on the last line', async () => {
    for (const [columns, rows] of [[60, 24], [40, 10]] as const) {
      const { session } = await onAccount(columns, rows);
      session.press('helpdesk\r');
      await session.shows('helpdesk');
      const lines = session.frame().split('\n');
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
      expect(lines.some((line) => line.includes('Password'))).toBe(true);
      expect(lines.at(-1)).toMatch(/Enter begin.*Esc back.*Ctrl-C quit/);
      session.press('\u0003');
      await session.left;
    }
  });

  it('say whole what is wrong, on as many rows as it takes', async () => {
    const wanted = `${'This sentence says in many words why that is no machine and '.repeat(3)}what to type.`;
    const session = openSession({ effects: { ...fakeEffects(), readMachine: () => ({ ok: false, wanted }) }, columns: 60, rows: 24 });
    await session.shows('A machine');
    session.press(keys.enter);
    await session.shows('Machine');
    session.press('x\r');
    await session.shows('what to type.');
    expect(session.frame().replaceAll(/\s+/g, ' ')).toContain(wanted);
  });

  it('offer every way to begin on the lowest terminal', async () => {
    const session = openSession({ effects: fakeEffects(), columns: 40, rows: 10 });
    await session.shows('A machine');
    for (const title of ['Something saved', 'Something to paste', 'Only a domain', 'A code or words', 'Nothing yet']) expect(session.frame()).toContain(title);
    expect(session.frame().split('\n').at(-1)).toContain('q quit');
  });
});
