import { expect, test } from 'vitest';
import { readClock } from '../../src/transport/sntp-client.ts';
import { describePeers, limits, peer } from './peer.ts';

// MODE is always said: vitest sets a variable of that name for its own purposes.
const chrony = (port: number, env: Readonly<Record<string, string>>): ReturnType<typeof peer> =>
  peer({ script: 'chrony.sh', programs: ['chronyd', 'faketime'], env: { PORT: String(port), MODE: 'local', ...env } });

const ahead = chrony(11_231, { OFFSET: '+600' });
const behind = chrony(11_232, { OFFSET: '-3600' });
const exact = chrony(11_233, {});
const lost = chrony(11_234, { MODE: 'unsync' });

const read = (port: number): ReturnType<typeof readClock> => readClock('127.0.0.1', port, limits());

describePeers('chrony', [ahead, behind, exact, lost], () => {
  test.each([[11_231, '600 s ahead of us', -600_000], [11_232, 'an hour behind us', 3_600_000], [11_233, 'with us', 0]])('on port %i is %s, and our offset from it is %i ms', async (port, _where, offsetMs) => {
    const reading = await read(port);
    expect(reading).toMatchObject({ ok: true, stratum: 8 });
    expect(Math.abs((reading.ok ? reading.offsetMs : Number.NaN) - offsetMs)).toBeLessThan(50);
  });

  test('without a source of its own is unsynchronised', async () => {
    expect(await read(11_234)).toMatchObject({ ok: false, reason: 'unsynchronised' });
  });
});
