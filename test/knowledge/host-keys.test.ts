import { describe, expect, it } from 'vitest';
import { canServe, covers, generationOf, hostKeyGroupOf, updateFor, type Generation } from '../../src/knowledge/host-keys.ts';

const server = (year: string): Generation => ({ kind: 'server', year });
const client = (year: string): Generation => ({ kind: 'client', year });

describe('host keys', () => {
  it.each([
    ['VOLUME_KMS_WS25', 'ws2025'], ['VOLUME_KMS_WS22', 'ws2022'], ['VOLUME_KMS_WS19', 'ws2019'], ['VOLUME_KMS_WS16', 'ws2016'], ['VOLUME_KMS_2012-R2_WIN10', '2012r2-win10'],
    ['VOLUME_KMS_WIN10', 'win10'], ['VOLUME_KMS_2012-R2', 'older'], ['VOLUME_KMS_C', 'older'], ['VOLUME_KMS_SOMETHING', null], ['VOLUME_KMS', null],
  ])('%s names the group %s', (word, group) => {
    expect(hostKeyGroupOf(`Windows(R) Operating System, ${word} channel`)).toBe(group);
  });

  it('cover their own generation and older ones', () => {
    expect([covers('ws2022', server('2022')), covers('ws2022', server('2025')), covers('ws2022', client('11')), covers('ws2019', client('11')), covers('win10', server('2016'))]).toEqual([true, false, true, false, false]);
  });
});

describe('generations', () => {
  it.each([
    ['26100', false, client('11')], ['19045', false, client('10')], ['9600', false, client('8.1')], ['7601', false, client('7')], ['9200', false, null], ['6002', false, null],
    ['26100', true, server('2025')], ['20348', true, server('2022')], ['17763', true, server('2019')], ['9200', true, server('2012')], ['7601', true, server('2008 R2')], [null, true, null], ['', true, null],
  ])('build %s of a server (%s) is %j', (build, isServer, generation) => {
    expect(generationOf(build === '' ? null : build, isServer)).toEqual(generation);
  });
});

describe('what a host’s system can serve', () => {
  it.each([
    ['2019', server('2025'), true], ['2016', server('2025'), false], ['2016', server('2022'), true], ['2012 R2', server('2022'), false], ['2012 R2', server('2019'), true],
    ['2012', server('2019'), false], ['2012', server('2016'), true], ['2008 R2', server('2016'), false], ['2008 R2', client('10'), true], ['2016', client('11'), true], ['2012 R2', client('11'), false],
    ['2008', server('2012'), true], ['2008 R2', client('7'), true],
  ])('Windows Server %s and %j: %s', (host, of, can) => {
    expect(canServe(server(host), of)).toBe(can);
  });

  it('names the least update for the pairs of Microsoft’s table', () => {
    expect(updateFor(server('2019'), server('2022'))).toMatch(/KB5003646/);
    expect(updateFor(server('2012'), server('2012 R2'))).toMatch(/KB3172615/);
    expect(updateFor(server('2022'), client('11'))).toBeNull();
  });
});
