import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { isListedUnauthorisedHost } from '../../src/knowledge/unauthorised-hosts.ts';

const hash = (name: string): string => createHash('sha256').update(name).digest('hex');

vi.mock('../../src/knowledge/data/unauthorised-hosts.sha256', async (original) => {
  const { createHash: make } = await import('node:crypto');
  const { default: real } = await original<{ default: string }>();
  return { default: `${real}\n${make('sha256').update('kms.listed.corp').digest('hex')}\n` };
});

describe('the list of public KMS hosts that nobody is licensed to use', () => {
  it('knows a listed name in any letter case and with a trailing dot', () => {
    for (const name of ['kms.listed.corp', 'KMS.Listed.Corp', 'kms.listed.corp.', ' kms.listed.corp ']) expect(isListedUnauthorisedHost(name)).toBe(true);
  });

  it('knows no name of the organisation, of a cloud, or of nothing', () => {
    for (const name of ['kms1.contoso.test', 'azkms.core.windows.net', '10.0.0.11', '', '.', 'x'.repeat(10_000)]) expect(isListedUnauthorisedHost(name)).toBe(false);
  });

  it('does not take a hash itself for a name', () => {
    expect(isListedUnauthorisedHost(hash('kms.listed.corp'))).toBe(false);
  });
});
