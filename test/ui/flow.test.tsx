import { describe, expect, it } from 'vitest';
import { aCase, aDiagnosis, firstCommand, knownChecks, secondCommand, srvMissing, storyEvents } from './story.ts';
import { fakeEffects, keys, openSession } from './fake-terminal.tsx';

describe('the session from the start screen', () => {
  it('takes a paste at once, whatever is chosen, and shows verdict, cause, reason and command', async () => {
    const effects = fakeEffects(storyEvents());
    const session = openSession({ effects });
    await session.shows('What do you have?');
    session.press(keys.down);
    session.paste('Name: Windows\rLicense Status: Notification');
    await session.shows('FAILING');
    expect(effects.begun).toEqual([{ kind: 'paste', text: 'Name: Windows\nLicense Status: Notification' }]);
    for (const text of [aDiagnosis.headline.slice(0, 30), srvMissing.title, 'confirmed', '192.0.2.53 answers NXDOMAIN', 'Do this in DNS', 'ODD_TAG']) expect(session.frame()).toContain(text);
  });

  it('takes a paste that comes as if typed, and begins with Enter', async () => {
    const effects = fakeEffects(storyEvents());
    const session = openSession({ effects });
    await session.shows('What do you have?');
    session.press('Name: Windows\rLicense');
    await session.shows('Arrived: 2 lines');
    session.press(' Status: q');
    await session.shows('31 bytes');
    session.press(keys.enter);
    await session.shows('FAILING');
    expect(effects.begun).toEqual([{ kind: 'paste', text: 'Name: Windows\nLicense Status: q' }]);
  });

  it('adds a second paste to the first, so that what was asked for next can simply be pasted', async () => {
    const effects = fakeEffects(storyEvents());
    const session = openSession({ effects, initial: { kind: 'paste', text: 'one' } });
    await session.shows('FAILING');
    session.paste('two');
    await session.shows('Added to what was pasted before: 1 line');
    expect(effects.begun.at(-1)).toEqual({ kind: 'paste', text: 'one\ntwo' });
  });

  it('asks for a domain and a DNS server in two fields; q is a letter there', async () => {
    const effects = fakeEffects();
    const session = openSession({ effects });
    await session.shows('What do you have?');
    for (const key of [keys.down, keys.down, keys.down, keys.enter]) session.press(key);
    await session.shows('Domain');
    session.press('q.contoso.test');
    await session.shows('q.contoso.test');
    session.press(keys.tab);
    session.press('192.0.2.53\r');
    await session.shows('looking');
    expect(effects.begun).toEqual([{ kind: 'domain', domain: 'q.contoso.test', dns: '192.0.2.53' }]);
  });

  it('cuts nothing of the start screen at 60 columns', async () => {
    const session = openSession({ effects: fakeEffects(), columns: 60, rows: 20 });
    await session.shows('What do you have?');
    expect(session.frame()).not.toContain('…');
  });

  it('says of an example that it is one, and breaks no word of it', async () => {
    const session = openSession({ effects: fakeEffects(), columns: 80, rows: 24 });
    await session.shows('What do you have?');
    session.press(keys.enter);
    await session.shows('such as winrm://ws-0142');
    expect(session.frame()).toContain(' or local');
  });

  it('says what is wanted where a field is empty, and stays', async () => {
    const effects = fakeEffects();
    const session = openSession({ effects });
    await session.shows('What do you have?');
    session.press(keys.down);
    session.press(keys.enter);
    await session.shows('Path');
    session.press(keys.enter);
    await session.shows('Type the path of a file first.');
    expect(effects.begun).toEqual([]);
  });

  it('leads back to the field from what came of it, so that a slip is mended at once', async () => {
    const session = openSession({ effects: fakeEffects([{ type: 'failed', message: 'gone.txt: there is no such file.' }]) });
    await session.shows('What do you have?');
    session.press(keys.down);
    session.press(keys.enter);
    await session.shows('Path');
    session.press('gone.txt\r');
    await session.shows('there is no such file');
    session.press(keys.escape);
    await session.shows('Path');
    expect(session.frame()).toContain('gone.txt');
    session.press(keys.escape);
    await session.shows('What do you have?');
    expect(session.frame()).toContain('Back to');
  });

  it('copies a command of an explanation', async () => {
    const effects = fakeEffects([{ type: 'explained', text: 'Paste what this prints', commands: ['slmgr.vbs /dlv'] }, { type: 'done', durationMs: 1 }]);
    const session = openSession({ effects, initial: { kind: 'code', words: ['x'] } });
    await session.shows('c copy');
    session.press('c');
    await session.shows('Copied: slmgr.vbs /dlv');
    expect(effects.copied).toEqual(['slmgr.vbs /dlv']);
  });

  it('keeps a long line of an explanation under its words', async () => {
    const effects = fakeEffects([{ type: 'explained', text: `Causes\n  - ${'word '.repeat(30).trim()}` }, { type: 'done', durationMs: 1 }]);
    const session = openSession({ effects, initial: { kind: 'code', words: ['x'] }, columns: 60, rows: 20 });
    await session.shows('word');
    const lines = session.frame().split('\n').filter((line) => line.includes('word'));
    expect(lines.length).toBeGreaterThan(2);
    expect(lines[0]).toMatch(/^ {3}- word/);
    for (const line of lines.slice(1)) expect(line).toMatch(/^ {5}word/);
  });

  it('shows an explanation of a code', async () => {
    const effects = fakeEffects([{ type: 'explained', text: '0xC004F074\n\nNo KMS host answered.' }, { type: 'done', durationMs: 1 }]);
    const session = openSession({ effects, initial: { kind: 'code', words: ['0xC004F074'] } });
    await session.shows('No KMS host answered.');
    expect(session.frame()).toContain('0xC004F074');
  });
});

/** A session whose run has ended with the story's diagnosis. */
async function opened(columns = 100, rows = 40) {
  const effects = fakeEffects(storyEvents());
  const session = openSession({ effects, initial: { kind: 'demo' }, columns, rows });
  await session.shows('FAILING');
  return { effects, session };
}

describe('the session screen', () => {
  it('fills checks in place: their order and rows do not change with their answers', async () => {
    const effects = fakeEffects([{ type: 'checks-known', checks: knownChecks }]);
    const session = openSession({ effects, initial: { kind: 'demo' }, columns: 120 });
    await session.shows('waiting');
    const rowOf = (title: string): number => session.frame().split('\n').findIndex((line) => line.includes(title));
    const before = knownChecks.map((c) => rowOf(c.title));
    effects.emit({ type: 'diagnosis', diagnosis: aDiagnosis, case: aCase });
    effects.emit({ type: 'done', durationMs: 10 });
    await session.shows('FAILING');
    expect(knownChecks.map((c) => rowOf(c.title))).toEqual(before);
  });

  it('says what is waited for, and keeps unknown apart from waiting', async () => {
    const effects = fakeEffects(storyEvents().slice(0, 3));
    const session = openSession({ effects, initial: { kind: 'demo' } });
    await session.shows('Waiting for SRV from 192.0.2.53');
    expect(session.frame()).toContain('· waiting The KMS host has counted');
    effects.emit({ type: 'done', durationMs: 10 });
    await session.shows('? unknown The KMS host has counted');
    expect(session.frame()).not.toContain('waiting');
  });

  it('shows where the way breaks', async () => {
    const { session } = await opened(120);
    expect(session.frame()).toContain('SRV ✗');
    expect(session.frame()).toContain('breaks at SRV');
  });

  it('puts the panes side by side at 120 columns and one after another at 60; every line fits', async () => {
    const wide = (await opened(120)).session;
    const withCheck = wide.frame().split('\n').find((line) => line.includes('The machine has a KMS client key')) ?? '';
    expect(withCheck).toContain('│');
    const narrow = (await opened(60)).session;
    const lines = narrow.frame().split('\n');
    expect(lines.find((line) => line.includes('Windows is licensed'))).not.toContain('│');
    expect(lines.findIndex((l) => l.includes('Windows is licensed'))).toBeLessThan(lines.findIndex((l) => l.includes('Cause')));
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
  });

  it('shows what stands under the cursor beside both panes at 200 columns, and follows the cursor', async () => {
    const { session } = await opened(200, 50);
    await session.shows('This does not hold.');
    expect(session.frame()).toContain('_vlmcs._tcp.contoso.test at 192.0.2.53');
    expect(session.frame().split('\n').find((line) => line.includes('This does not hold.'))?.split('│')).toHaveLength(3);
    session.press(keys.tab);
    await session.shows('Then press r; these should pass');
    expect(session.frame()).not.toContain('This does not hold.');
  });

  it('keeps the keys on the last line at every size, and fills no more rows than there are', async () => {
    for (const [columns, rows] of [[40, 10], [60, 16], [80, 24], [120, 40], [200, 50]] as const) {
      const { session } = await opened(columns, rows);
      const lines = session.frame().split('\n');
      expect(lines.length).toBe(rows);
      expect(lines.at(-1)).toContain('q quit');
    }
  });

  it('opens a check to its finding, its evidence, vantage and source, and Escape leads back', async () => {
    const { session } = await opened();
    session.press(keys.enter);
    await session.shows('This does not hold.');
    for (const text of ['SRV_MISSING', '_vlmcs._tcp.contoso.test at 192.0.2.53', 'NXDOMAIN', 'from here', 'by dns', srvMissing.title]) expect(session.frame()).toContain(text);
    session.press(keys.escape);
    await session.shows('Do this in DNS');
  });

  it('opens a cause to all its remedies with their exact commands', async () => {
    const { session } = await opened(120);
    session.press(keys.tab);
    session.press(keys.enter);
    await session.shows('Or this on the client');
    expect(session.frame()).toContain(firstCommand);
    expect(session.frame()).toContain(secondCommand);
  });

  it('copies one command after another, exactly', async () => {
    const { session, effects } = await opened();
    session.press('c');
    await session.shows('Copied 1 of 2');
    session.press('c');
    await session.shows('Copied 2 of 2');
    expect(effects.copied).toEqual([firstCommand, secondCommand]);
  });

  it('runs again on r and aborts what ran before', async () => {
    const { session, effects } = await opened();
    session.press('r');
    await session.shows('FAILING');
    expect(effects.begun).toEqual([{ kind: 'demo' }, { kind: 'demo' }]);
    expect(effects.aborted).toBe(1);
  });

  it('lists only faults on f', async () => {
    const { session } = await opened(120);
    session.press('f');
    await session.hides('The machine has a KMS client key');
    expect(session.frame()).toContain('An SRV record names the KMS host');
  });

  it('says of a paste that holds nothing to paste something else: the same again would fail again', async () => {
    const session = openSession({ effects: fakeEffects([{ type: 'failed', message: 'The pasted text holds nothing.' }]), initial: { kind: 'paste', text: 'x' } });
    await session.shows('Paste something else; Esc goes back.');
    expect(session.frame()).not.toContain('r tries again');
  });

  it('says a failure in place and how to go on', async () => {
    const session = openSession({ effects: fakeEffects([{ type: 'failed', message: 'gone.txt: there is no such file.' }]), initial: { kind: 'file', path: 'gone.txt' } });
    await session.shows('gone.txt: there is no such file.');
    expect(session.frame()).toContain('r tries again');
  });

  it('scrolls a diagnosis that is longer than the screen, and says how much is below', async () => {
    const { session } = await opened(60, 24);
    await session.shows('more');
    expect(session.frame()).not.toContain('Also possible');
    session.press(keys.pageDown);
    session.press(keys.pageDown);
    session.press(keys.pageDown);
    await session.shows('ODD_TAG');
  });

  it('keeps the cursor in view in a list longer than its pane', async () => {
    const { session } = await opened(60, 24);
    session.press(keys.down);
    await session.shows('› ? unknown The KMS host has counted enough');
    expect(session.frame()).not.toContain('The machine has a KMS client key');
  });

  it('says in one line that a terminal is too small, and draws again when it has grown', async () => {
    const { session } = await opened();
    session.resize({ columns: 39, rows: 9 });
    await session.shows('39x9: needs 40x10; q quits');
    expect(session.frame()).not.toContain('FAILING');
    session.resize({ columns: 100, rows: 40 });
    await session.shows('Do this in DNS');
  });

  it('shows help on ? with the keys of the screen it was asked from first, and Escape leads back', async () => {
    const { session } = await opened(100, 60);
    session.press('?');
    await session.shows('The session');
    expect(session.frame().indexOf('The session')).toBeLessThan(session.frame().indexOf('The start screen'));
    session.press(keys.escape);
    await session.shows('Do this in DNS');
  });
});
