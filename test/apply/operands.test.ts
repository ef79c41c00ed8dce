import { describe, expect, it } from 'vitest';

import { lackOf } from '../../src/apply/operands.ts';
import { performScript } from '../../src/collect/powershell/perform-script.ts';
import { readPerformScript } from '../../src/estate/winrm/read-perform-script.ts';
import { allSetupKeys } from '../../src/knowledge/setup-keys.ts';
import type { RemedyAction } from '../../src/model/remedy.ts';

/** What a name could hold to get out of its place in a command, a script or a quoted literal. */
const hostile = [
  '', ' ', '-rf', '/skms', '--help', 'a b', "a'b", "a''; Restart-Computer; '", 'a"b', 'a`b', 'a$(whoami)', '$env:USERNAME', 'a;b', 'a|b', 'a&b', 'a&&calc', 'a>b', 'a%PATH%', 'a\nb', 'a\r\nRestart-Computer', 'a\u0000b',
  'a\u2019b', 'a\u201bb', 'kms\u200b.contoso.test', 'k\u00e4ms', '*', '?', '@file', '{host}', '(a)', 'a,b', '..', '.a', 'a..b', 'a.', 'x'.repeat(300), `${'x'.repeat(64)}.test`,
];

const actionsWith = (text: string): RemedyAction[] => [
  { do: 'set-kms-host', host: text, port: '1688' }, { do: 'set-kms-host', host: 'kms1.contoso.test', port: text }, { do: 'set-lookup-domain', zone: text },
  { do: 'install-key', key: text, application: 'windows' }, { do: 'clear-product-host', activationId: text },
];

describe('values of actions', () => {
  it.each(hostile)('%j is taken for none of them', (text) => {
    expect(actionsWith(text).filter((action) => lackOf(action) === null)).toEqual([]);
  });

  it('are none of the words that stand for a value which nobody saw', () => {
    const unfilled: RemedyAction[] = [
      { do: 'set-kms-host', host: 'HOST', port: '1688' }, { do: 'set-kms-host', host: 'kms1', port: 'PORT' }, { do: 'set-lookup-domain', zone: 'ZONE' },
      { do: 'install-key', key: 'GVLK', application: 'windows' }, { do: 'install-key', key: 'OFFICE-GVLK', application: 'office' }, { do: 'clear-product-host', activationId: 'ACTIVATION-ID' },
    ];
    expect(unfilled.filter((action) => lackOf(action) === null)).toEqual([]);
  });

  it('are names and addresses of hosts, zones, ports, ids and published keys', () => {
    const fine: RemedyAction[] = [
      ...['kms1', 'kms1.contoso.test', 'KMS-1.contoso.test', '10.0.0.5', 'fd00::5', 'xn--kms-1na.test'].map((host): RemedyAction => ({ do: 'set-kms-host', host, port: '1688' })),
      { do: 'set-lookup-domain', zone: 'corp.contoso.test' }, { do: 'clear-product-host', activationId: '8ca8a252-c9a8-493c-a28b-656a069ed5a0' },
    ];
    expect(fine.filter((action) => lackOf(action) !== null)).toEqual([]);
  });

  it('are no key but a setup key that Microsoft publishes today for KMS clients', () => {
    const refused = allSetupKeys().filter((k) => lackOf({ do: 'install-key', key: k.key, application: 'windows' }) !== null);
    expect(refused.every((k) => k.use === 'avma' || k.withdrawn)).toBe(true);
    expect(lackOf({ do: 'install-key', key: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE', application: 'windows' })).not.toBeNull();
  });

  it('stand in a script as one literal each, whatever they hold, or there is no script', () => {
    for (const text of hostile) {
      for (const action of actionsWith(text)) {
        let script: string | null = null;
        try {
          script = performScript(action);
        } catch {
          // What is no plain ASCII, or no number where one belongs, throws: no script is better than a wrong one.
        }
        if (script === null) continue;
        const lines = script.slice(script.lastIndexOf('$script:isOver = $false')).split('\n');
        expect(lines.filter((line) => line.startsWith('Invoke-'))).toHaveLength(action.do === 'set-lookup-domain' ? 1 : 2);
        // A quote that is not doubled would end the literal: then the rest is no call that a reader knows.
        const values = (readPerformScript(script) ?? []).flatMap((call) => (call.kind === 'licensing' && call.value !== null ? [String(call.value)] : call.kind === 'product' ? [call.activationId] : []));
        expect(values.every((value) => [text, 'kms1.contoso.test', '1688'].includes(value))).toBe(true);
        expect(text === '' || values.includes(text)).toBe(true);
      }
    }
  });
});
