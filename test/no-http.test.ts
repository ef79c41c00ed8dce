import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { catalogue } from '../src/commands/catalogue.ts';
import { gatherDemo } from '../src/commands/gather-demo.ts';
import { readPasted } from '../src/commands/read-input.ts';
import { judgeCase } from '../src/diagnose/judge-case.ts';

const settings = { approvedHosts: [], domains: [] };

describe('this program speaks no HTTP', () => {
  const asked: string[] = [];
  beforeEach(() => {
    asked.length = 0;
    nock.disableNetConnect();
    nock.emitter.on('no match', (request) => asked.push(request.url));
  });
  afterEach(() => {
    nock.emitter.removeAllListeners('no match');
    nock.enableNetConnect();
    nock.restore();
  });

  it('and this watch would see it', async () => {
    await expect(fetch('http://127.0.0.1:1688/')).rejects.toThrow(/fetch failed|Disallowed net connect/);
    expect(asked).toEqual(['http://127.0.0.1:1688/']);
  });

  it('neither to read and judge a paste that names addresses of the web', async () => {
    const read = await readPasted('Name: Windows(R), Professional edition\nValidation URL: https://validation.contoso.test/slwga.asmx\nLicense Status: Notification\nNotification Reason: 0xC004F056.\n');
    expect(read.ok && judgeCase(read.case, settings, catalogue).verdict).toBe('failing');
    expect(asked).toEqual([]);
  });

  it('nor to gather from a network', async () => {
    await gatherDemo(() => {}, new AbortController().signal);
    expect(asked).toEqual([]);
  });
});
