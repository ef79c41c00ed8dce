import { describe, expect, it } from 'vitest';
import { declinedOf, offerOf } from '../../src/ui/offer-state.ts';
import { cursorOf } from '../../src/ui/run-state.ts';
import { Secret } from '../../src/ui/secret.ts';
import type { SessionEvent, SessionOffer } from '../../src/ui/session-effects.ts';
import { screenOf, type Action, type State } from '../../src/ui/shape.ts';
import { initialState, reducerFor } from '../../src/ui/state.ts';
import { fakeEffects, openSession, readMachineInTests } from './fake-terminal.tsx';
import { storyEvents } from './story.ts';

const offer = (id: string, but: Partial<SessionOffer> = {}): SessionOffer =>
  ({ id, question: `Look at ${id}?`, why: 'It tells more.', run: null, wants: 'nothing', suggests: '', lasts: true, ...but });
const zone = offer('zone');
const host = offer('host', { wants: 'machine', suggests: 'winrm://kms1.contoso.test' });
const events = offer('events', { wants: 'paste', run: 'wevtutil qe Application', lasts: false });

const reduce = reducerFor(readMachineInTests);
const after = (state: State, ...actions: Action[]): State => actions.reduce(reduce, state);
const tell = (state: State, ...told: SessionEvent[]): State => after(state, ...told.map((event): Action => ({ type: 'event', run: state.run?.number ?? 0, event })));
const story = (...offers: SessionOffer[]): SessionEvent[] => storyEvents().toSpliced(-1, 0, { type: 'offers', offers });
const asked = (...offers: SessionOffer[]): State => tell(initialState({ kind: 'domain', domain: 'contoso.test' }), ...story(...offers));
const yes: Action = { type: 'answer', said: 'yes' };
const no: Action = { type: 'answer', said: 'no' };
const questionOf = ({ run }: State): string | null => (run === null ? null : offerOf(run)?.id ?? null);

describe('questions of the session', () => {
  it('stand one at a time, and only while nothing is being looked at', () => {
    const running = tell(initialState({ kind: 'demo' }), ...story(zone, host).slice(0, -1));
    expect(questionOf(running)).toBeNull();
    expect(questionOf(tell(running, { type: 'done', durationMs: 1 }))).toBe('zone');
  });

  it('one key says no: the next question stands, and the first is kept as open evidence and never asked again', () => {
    const state = after(asked(zone, host), no);
    expect([questionOf(state), state.run === null ? null : declinedOf(state.run).map(({ id }) => id)]).toEqual(['host', ['zone']]);
    const anew = after(state, { type: 'again' });
    expect(questionOf(tell(anew, ...story(zone, host)))).toBe('host');
  });

  it('one key says yes: the look begins on the case at hand, and what stands under the cursor stays', () => {
    const before = after(asked(zone, host), { type: 'move', by: 1 });
    const state = after(before, yes);
    expect(state.run).toMatchObject({ phase: 'running', following: { answer: { offer: { id: 'zone' } }, case: { subject: 'WS-0500.contoso.test' }, request: { kind: 'domain' } } });
    const done = tell(state, ...story(host).slice(2));
    expect([cursorOf(done.run ?? never()), questionOf(done), done.run?.following]).toEqual([cursorOf(before.run ?? never()), 'host', null]);
  });

  it('a yes that lasts is followed by itself when everything is looked at again; one for a single time is asked anew', () => {
    const followed = tell(after(asked(zone, host), yes), ...story(host, events).slice(2));
    const anew = tell(after(followed, { type: 'again' }), ...story(zone, events));
    expect([anew.run?.phase, anew.run?.following?.answer.offer.id]).toEqual(['running', 'zone']);
    expect(questionOf(tell(anew, ...story(events).slice(2)))).toBe('events');
  });

  it('a machine is asked for with what is known filled in, and its account; Escape leaves the question open', () => {
    const typing = after(asked(host), yes);
    expect([screenOf(typing).name, typing.fields.hostTarget.value]).toEqual(['host', 'winrm://kms1.contoso.test']);
    expect(questionOf(after(typing, { type: 'back' }))).toBe('host');
    const account = after(typing, { type: 'submit' });
    expect(screenOf(account)).toMatchObject({ name: 'account', target: 'winrm://kms1.contoso.test', offer: { id: 'host' } });
    const state = after(account, { type: 'type', text: 'admin' }, { type: 'next-field', by: 1 }, { type: 'type', text: 'hunter2' }, { type: 'submit' });
    expect([screenOf(state).name, state.run?.request.kind, state.run?.following?.answer.target]).toEqual(['session', 'domain', 'winrm://admin@kms1.contoso.test']);
    expect(state.run?.following?.answer.password).toBeInstanceOf(Secret);
    expect(JSON.stringify(state)).not.toContain('hunter2');
  });

  it('a paste that was asked for joins the case; it does not begin another', () => {
    const pasting = after(asked(events), yes);
    const state = after(pasting, { type: 'pasted', text: 'Event 12288', whole: true });
    expect([state.run?.request.kind, state.run?.following?.answer.text, screenOf(state).name]).toEqual(['domain', 'Event 12288', 'session']);
  });

  it('what could not be done is one sentence; the question counts as answered', () => {
    const state = tell(after(asked(zone, host), yes), { type: 'not-followed', message: 'No such machine.' }, { type: 'done', durationMs: 1 });
    expect([state.notice?.text, questionOf(state)]).toEqual(['No such machine.', 'host']);
  });

  it('the last row but one asks, and y looks', async () => {
    const effects = fakeEffects(story(zone));
    const session = openSession({ effects, initial: { kind: 'domain', domain: 'contoso.test' } });
    await session.shows('Look at zone? It tells more.');
    expect(session.frame()).toContain('y yes');
    session.press('y');
    await session.shows('so far');
    expect(effects.followed.map(({ answer }) => answer.offer.id)).toEqual(['zone']);
  });

  it('the helpdesk of the organisation stands beside what is wrong', async () => {
    const session = openSession({ effects: { ...fakeEffects(storyEvents()), helpdesk: { telephone: '555-0100', ticketQueue: 'KMS' } }, initial: { kind: 'domain', domain: 'contoso.test' } });
    await session.shows('Your helpdesk');
    expect(session.frame()).toContain('telephone 555-0100, ticket queue KMS.');
  });
});

function never(): never {
  throw new Error('there is no run');
}
