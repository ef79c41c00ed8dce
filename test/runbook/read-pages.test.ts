import { describe, expect, it } from 'vitest';

import { catalogue } from '../../src/commands/catalogue.ts';
import { loadEventTable } from '../../src/knowledge/events.ts';
import { allPages } from '../../src/runbook/all-pages.ts';
import { faultlessProcedures } from '../../src/runbook/faultless.ts';
import { looks } from '../../src/runbook/looks.ts';
import { codePage } from '../../src/runbook/pages.ts';
import { repairOf } from '../../src/runbook/repair.ts';
import { placesOfSigns } from '../../src/runbook/sign-looks.ts';
import { whatIsSeen } from '../../src/runbook/what-is-seen.ts';

/** What a new colleague would stumble over who reads the pages and types what they say. */

const pages = await allPages({ ...catalogue, isPrinted: true });
const cause = (id: string) => catalogue.causes.find((c) => c.id === id)!;
const proofOf = (id: string) => repairOf(cause(id), catalogue).proof;

describe('what is seen', () => {
  it('is told without a field that nothing fills: \\[host\\] is no host', () => {
    expect(pages.flatMap(({ file, text }) => (text.match(/\*\*[^*\n]*\\\[\w+\\\][^*\n]*\*\*/g) ?? []).map((found) => `${file}: ${found}`))).toEqual([]);
  });

  it('in an event is let through by the command that is to show it', async () => {
    const { events } = await loadEventTable();
    const places = placesOfSigns(catalogue.checks);
    const hidden = Object.entries(whatIsSeen).flatMap(([tag, says]) => {
      const need = places(tag)?.need;
      if (need !== 'events' && need !== 'host.events') return [];
      const own = (says.match(/\b\d{4,5}\b/g) ?? []).filter((id) => events[id] !== undefined && id !== '12290');
      return own.filter((id) => !looks[need]!.run.some((run) => run.includes(`EventID=${id}`))).map((id) => `${tag} ${id}`);
    });
    expect(hidden).toEqual([]);
  });

  it('of other clients alone says nothing of this one’s clock', async () => {
    const page = pages.find((p) => p.file === 'event-12290.md')!.text;
    const line = page.split('\n').find((l) => l.includes('Other clients are accepted'));
    expect(line).toMatch(/\(if also: The client is more than 4 hours off/);
  });
});

describe('a count that is too low', async () => {
  const page = (await codePage('0xC004F038', '', catalogue))!;
  const outcome = (step: string, sign: string) => page.steps.find((s) => s.id === step)?.outcomes.find((o) => o.signs.includes(sign));

  it('is looked into further where all that is seen is the code in other words', () => {
    expect(page.steps.flatMap((s) => s.outcomes).filter((o) => o.signs.includes('HOST_TOLD_COUNT_TOO_LOW'))).toEqual([]);
  });

  it('does not have a second KMS host retired before the counts of both were seen', () => {
    expect(outcome('dnsSrv', 'SEVERAL_HOSTS_IN_DNS')).toBeUndefined();
    expect(outcome('host.licensingProducts', 'COUNT_SPLIT_OVER_HOSTS')?.next).toEqual({ kind: 'repair', repairs: ['srv-split-count'] });
  });
});

describe('a repair', () => {
  it('of Office gives Office’s own commands, on every page', () => {
    const windows = catalogue.causes.filter((c) => c.area === 'office').flatMap((c) => repairOf(c, catalogue).remedies.filter((r) => r.where === 'client').flatMap((r) => r.steps.flatMap(({ say, run }) =>
      (/slmgr\.vbs \/(?:ato|ipk)/.test(run ?? '') && !/^On the (?:KMS )?host\b/.test(say) ? [`${c.id}: ${run}`] : []))));
    expect(windows).toEqual([]);
    const f038 = pages.find((p) => p.file === 'code-0xC004F038.md')!.text;
    expect(f038.split('\n').filter((l) => l.includes('office-count-separate') && l.includes('Do as under'))).toEqual([]);
  });

  it('is proven by a command that can show it', () => {
    expect(proofOf('tamper-hooked-program')[0]?.run).toContain('Image File Execution Options\\SppExtComObj.exe');
    expect(proofOf('inspect-remote-blocked').map((p) => p.shows).join()).not.toContain('Licensed');
    expect(proofOf('client-wmi-broken').map((p) => p.shows).join()).not.toContain('Licensed');
    expect(proofOf('office-m365-not-kms').map((p) => p.shows).join()).not.toContain('VL_KMS_Client');
    expect(proofOf('dns-srv-alias').map((p) => p.shows).join()).toContain('Aliases');
  });

  it('that only names its page is told from the others, and its proof says nothing twice', () => {
    const brief = pages.flatMap(({ file, text }) => { const own = [...text.matchAll(/^- \*\*[A-Z]+\. (.*)\*\*: /gm)].map((m) => m[1] ?? ''); return own.filter((t, i) => own.indexOf(t) !== i).map((t) => `${file}: ${t}`); });
    expect(brief).toEqual([]);
    expect(pages.filter(({ text }) => /Licensed”, and [^.]*; and “License Status: Licensed”\./.test(text)).map((p) => p.file)).toEqual([]);
  });

  it('of a count that is Office’s speaks of machines, not of Windows', () => {
    expect(repairOf(cause('office-count-separate'), catalogue).remedies[0]?.steps.map((s) => s.say).join(' ')).not.toContain('Windows machines');
  });

  it('of a hooked program is reached by the commands that show the hook', () => {
    const shown = looks.windowsState!.run.flatMap((run, i) => (run.includes('Image File Execution Options') ? [i + 1] : []));
    expect(shown).toEqual([2, 3]);
    expect(whatIsSeen.LICENSING_PROGRAM_HOOKED).toContain('second or third');
  });

  it('does not give an Office host to a Windows Server that cannot hold its licence', () => {
    // Source: Microsoft, configure a KMS host computer for Office: 2019 from Server 2012, LTSC 2021 from 2016, LTSC 2024 from 2022.
    const steps = repairOf(cause('office-host-os-old'), catalogue).remedies.flatMap((r) => r.steps).map((s) => s.say).join(' ');
    expect(steps).toMatch(/2021\D+2016/);
    expect(steps).toMatch(/2024\D+2022/);
  });

  it('has its commands where they can be copied', () => {
    expect(pages.filter(({ text }) => /\\> \S+\.(?:ps1|txt|json)/.test(text)).map((p) => p.file)).toEqual([]);
  });
});

describe('a page', () => {
  it('has no heading with nothing beneath', () => {
    expect(pages.filter(({ text }) => /^## Repairs\n(?=## )/m.test(text)).map((p) => p.file)).toEqual([]);
  });

  it('of a failed activation by Active Directory leads to its repair', () => {
    for (const id of [8213, 8214, 8215]) expect(pages.find((p) => p.file === `event-${id}.md`)?.text).toContain('adba-object-missing');
  });
});

describe('a procedure without a fault', () => {
  it('runs what its outcomes are read from', () => {
    const missing = faultlessProcedures.flatMap((p) => p.draw('').steps).flatMap((s) => s.outcomes.flatMap((o) => (/^\/(\w+) /.exec(o.see)?.[1] ?? []))
      .flatMap((option) => (s.run.some((run) => run.endsWith(`/${option}`)) ? [] : [`${s.id}: /${option}`])));
    expect(missing).toEqual([]);
  });

  it('of moving a host says what is to be done where neither event is there, and that Office’s host keys stay behind', () => {
    const steps = faultlessProcedures.find((p) => p.id === 'move-host')!.draw('').steps;
    expect(steps.find((s) => s.id === 'dns-right')?.outcomes.map((o) => o.see).join()).toContain('neither');
    expect(steps.find((s) => s.id === 'new-host')?.outcomes.length).toBe(2);
    expect(steps.find((s) => s.id === 'old-off')?.say).toContain('Office');
  });
});

it('the page of “access denied” begins with what it mostly is', async () => {
  expect((await codePage('0x80070005', '', catalogue))!.intro[0]).toMatch(/Run as administrator/);
});
