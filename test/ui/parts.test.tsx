import { readdirSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { cleanup, render } from 'ink-testing-library';
import { Box } from 'ink';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';

// Before Ink is loaded: its colours are decided once, and a test has no terminal.
vi.hoisted(() => { process.env['FORCE_COLOR'] = '1'; });

import type { Diagnosis } from '../../src/model/report.ts';
import { CheckList } from '../../src/ui/parts/check-list.tsx';
import { DiagnosisPane } from '../../src/ui/parts/diagnosis-pane.tsx';
import { HopLine } from '../../src/ui/parts/hop-line.tsx';
import { Say, ThemeContext } from '../../src/ui/parts/say.tsx';
import { Status } from '../../src/ui/parts/status.tsx';
import { TextField } from '../../src/ui/parts/text-field.tsx';
import { allCheckRows, receive, startRun, type Run } from '../../src/ui/run-state.ts';
import { makeTheme, statusWords, themeFor, type ShownStatus } from '../../src/ui/theme.ts';
import { aCase, aDiagnosis, knownChecks, resultOf, srvMissing, storyEvents } from './story.ts';

afterEach(cleanup);

const statuses = Object.keys(statusWords) as ShownStatus[];
const none = { current: null };
const judged = (events = storyEvents()): Run => events.reduce(receive, startRun(1, { kind: 'demo' }));

const draw = (part: ReactNode, colour = false): string =>
  render(<ThemeContext value={makeTheme({ colour, unicode: true })}>{part}</ThemeContext>).lastFrame() ?? '';

const whole = (run: Run): ReactNode => (
  <>
    <CheckList rows={allCheckRows(run)} cursor={null} selected={none} onlyFound={false} />
    <DiagnosisPane run={run} selected={none} />
  </>
);

describe('a status', () => {
  it.each(statuses)('%s is told by a glyph and a word', (status) => {
    expect(stripVTControlCharacters(draw(<Status status={status} />))).toMatch(new RegExp(`^\\S ${statusWords[status]}`));
  });
  it('has a glyph of its own, with Unicode and with ASCII alone', () => {
    for (const unicode of [true, false]) {
      const { glyphs } = makeTheme({ colour: false, unicode });
      expect(new Set(statuses.map((s) => glyphs[s])).size).toBe(statuses.length);
    }
  });
});

describe('colour', () => {
  it('adds nothing that the words do not say', () => {
    const coloured = draw(whole(judged()), true);
    expect(coloured).toContain('\u001b[3');
    expect(stripVTControlCharacters(coloured)).toBe(stripVTControlCharacters(draw(whole(judged()))));
  });
  it('is absent with NO_COLOR and on a dumb terminal', () => {
    for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
      for (const style of Object.values(themeFor(env, 'linux').styles)) expect(style).not.toHaveProperty('color');
    }
    expect(draw(whole(judged()))).not.toMatch(/\u001b\[(3[0-7]|9[0-7]|38)/);
  });
  it('is there with an empty NO_COLOR, as its rule says', () => {
    expect(themeFor({ NO_COLOR: '', TERM: 'xterm' }, 'linux').styles.bad).toHaveProperty('color');
  });
});

describe('remote text', () => {
  const evil = 'kms1\u001b[2J\u001b]0;owned\u0007\u009b31m\u202etxet\u0000\r\nnext';

  it('reaches no frame with its control characters, wherever it comes from', () => {
    const cause = { ...srvMissing, title: evil, says: evil, because: [evil], against: [evil], explains: [evil] };
    const remedy = { id: 'publish-srv', title: evil, risk: 'changes-dns', where: 'dns', steps: [{ say: evil, run: evil }] } as const;
    const diagnosis: Diagnosis = {
      ...aDiagnosis, headline: evil, causes: [cause, cause], unexplained: [evil], nextEvidence: [{ kind: 'tcp', how: evil, wouldDecide: [] }],
      remarks: [evil], remedies: { 'publish-srv': remedy },
    };
    const frame = draw(whole(judged(storyEvents(diagnosis, { ...aCase, subject: evil }))));
    // Ink's own bold is CSI 1 m and CSI 22 m; nothing else may be there.
    expect(frame.replaceAll(/\u001b\[(1|22|7|27)m/g, '').replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/u);
    expect(frame).toContain('kms1txet next');
  });

  it('is drawn by one part alone', () => {
    const files = readdirSync(new URL('../../src/ui', import.meta.url), { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.tsx'));
    const drawing = files.filter((f) => /import \{[^}]*\bText\b[^}]*\} from 'ink'/.test(readFileSync(new URL(`../../src/ui/${f}`, import.meta.url), 'utf8')));
    expect(drawing.map((f) => f.replaceAll('\\', '/'))).toEqual(['parts/say.tsx']);
  });

  it('of any length ends', () => {
    expect(draw(<Say>{'x'.repeat(1_000_000)}</Say>).length).toBeLessThan(5000);
  });
});

describe('a sentence over several rows', () => {
  it('begins none of them with the space at which it was broken, in colour or not', () => {
    for (const width of [10, 11, 12, 13, 14, 15, 16]) {
      for (const colour of [false, true]) {
        const frame = draw(<Box width={width}><Say tone="bad">{'one two three four five six seven'}</Say></Box>, colour);
        const lines = stripVTControlCharacters(frame).split('\n');
        expect(lines.filter((line) => line.startsWith(' '))).toEqual([]);
        expect(lines.map((line) => line.trim()).join(' ')).toBe('one two three four five six seven');
      }
    }
  });
  it('keeps a space of its own', () => {
    expect(draw(<Say>a<Say tone="quiet"> b</Say></Say>)).toBe('a b');
    expect(draw(<Box width={4}><Say wrap="hard">{'abcd efg'}</Say></Box>)).toBe('abcd\n efg');
  });
});

describe('the hop line', () => {
  it('says in words where the way breaks first', () => {
    const hops = [{ label: 'key', status: 'pass' }, { label: 'SRV', status: 'fail' }, { label: 'licence', status: 'fail' }] as const;
    expect(stripVTControlCharacters(draw(<HopLine hops={hops} isShort={false} />))).toBe('key ✓─ SRV ✗─ licence ✗  breaks at SRV');
    expect(stripVTControlCharacters(draw(<HopLine hops={hops} isShort />))).toBe('breaks at SRV');
  });
});

const forecast = (severity: 'note' | 'warn', says: string) => ({ what: 'count-falls' as const, subject: 'kms1', at: null, in: 9, severity, says, basis: '' });

describe('the diagnosis pane', () => {
  it('is short where nothing is wrong', () => {
    const healthy: Diagnosis = {
      ...aDiagnosis, verdict: 'healthy', headline: 'WS-0500 is activated.', causes: [], unexplained: [], nextEvidence: [], remedies: {},
      remarks: ['It renews on 2026-02-10.'], checks: knownChecks.map((c) => resultOf(c, 'pass')),
    };
    const frame = stripVTControlCharacters(draw(<DiagnosisPane run={judged(storyEvents(healthy))} selected={none} />));
    expect(frame.split('\n')).toEqual(['✓ HEALTHY', 'WS-0500 is activated.', '', 'Good to know', 'It renews on 2026-02-10.']);
  });
  it('says what is ahead, and marks what somebody should act on now', () => {
    const outlook = { forecasts: [forecast('warn', 'The count falls in 9 days.'), forecast('note', 'Windows ends.')], untold: [] };
    const frame = stripVTControlCharacters(draw(<DiagnosisPane run={judged(storyEvents({ ...aDiagnosis, outlook }))} selected={none} />));
    expect(frame).toMatch(/Ahead\s*\n! The count falls in 9 days\.\s*\nWindows ends\./);
  });

  it('does not say twice what the headline says', () => {
    const frame = draw(<DiagnosisPane run={judged()} selected={none} />);
    expect(frame.toLowerCase().split('no dns record tells it where').length).toBe(2);
  });
});

describe('a text field', () => {
  it('shows what belongs there while it is empty', () => {
    expect(draw(<TextField label="Domain" field={{ value: '', caret: 0 }} isFocused hint="contoso.test" />)).toContain('contoso.test');
    expect(draw(<TextField label="Domain" field={{ value: 'a', caret: 1 }} isFocused hint="contoso.test" />)).not.toContain('contoso.test');
  });
});
