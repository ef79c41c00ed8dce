/**
 * Which KMS host key groups activate which Windows generations, and which systems may hold them.
 * Source: https://learn.microsoft.com/windows-server/get-started/kms-activation-planning (November 2024).
 * Microsoft prints no list of the words that stand in a host key's description (VOLUME_KMS_WS19 and so on); the ones
 * below are seen in the field, so a judgement from them alone is likely, never certain.
 */
export type HostKeyGroup = 'ws2025' | 'ws2022' | 'ws2019' | 'ws2016' | '2012r2-win10' | 'win10' | 'older';

/** The group that a host key's description names, or null where its word is not known. */
export function hostKeyGroupOf(description: string | null): HostKeyGroup | null {
  const word = /VOLUME_KMS_([A-Z0-9_-]+)/i.exec(description ?? '')?.[1]?.toUpperCase() ?? null;
  if (word === null) return null;
  if (/^WS(20)?25/.test(word)) return 'ws2025';
  if (/^WS(20)?22/.test(word)) return 'ws2022';
  if (/^WS(20)?19/.test(word)) return 'ws2019';
  if (/^(WS(20)?16|2016)/.test(word)) return 'ws2016';
  if (/^2012-R2_WIN10/.test(word)) return '2012r2-win10';
  if (/^WIN10/.test(word)) return 'win10';
  if (/^([ABC]|2012(-R2)?|WIN7|W7|WIN8|R2_[ABC])$/.test(word)) return 'older';
  return null;
}

/** Windows generations in words: `Windows 11`, `Windows Server 2022`. */
export type Generation = { kind: 'client' | 'server'; year: string };

const servers: Readonly<Record<HostKeyGroup, readonly string[]>> = {
  ws2025: ['2025', '2022', '2019', '2016', '2012 R2', '2012', '2008 R2', '2008'],
  ws2022: ['2022', '2019', '2016', '2012 R2', '2012', '2008 R2', '2008'],
  ws2019: ['2019', '2016', '2012 R2', '2012', '2008 R2', '2008'],
  ws2016: ['2016', '2012 R2', '2012', '2008 R2', '2008'],
  '2012r2-win10': ['2012 R2', '2012', '2008 R2', '2008'],
  win10: [],
  older: ['2012 R2', '2012', '2008 R2', '2008'],
};

const clients: Readonly<Record<HostKeyGroup, readonly string[]>> = {
  ws2025: ['11', '10', '8.1', '7'],
  ws2022: ['11', '10', '8.1', '7'],
  ws2019: ['10', '8.1', '7'],
  ws2016: ['10', '8.1', '7'],
  '2012r2-win10': ['10', '8.1', '7'],
  win10: ['10', '8.1', '7'],
  older: ['8.1', '8', '7'],
};

/** Whether Microsoft's table lists the generation under the group. */
export const covers = (group: HostKeyGroup, { kind, year }: Generation): boolean =>
  (kind === 'server' ? servers : clients)[group].includes(year);

/**
 * The generation of a Windows system from its build (`22631`) and whether it is a server, or null where the build is
 * not in the table. Builds: Windows release information, Microsoft.
 */
export function generationOf(build: string | null, server: boolean): Generation | null {
  const n = Number(build);
  if (build === null || !Number.isInteger(n)) return null;
  const table: readonly (readonly [number, string])[] = server
    ? [[26_100, '2025'], [20_348, '2022'], [17_763, '2019'], [14_393, '2016'], [9600, '2012 R2'], [9200, '2012'], [7600, '2008 R2'], [6001, '2008']]
    : [[22_000, '11'], [10_240, '10'], [9600, '8.1'], [9200, '8'], [7600, '7'], [6000, 'Vista']];
  const row = table.find(([from]) => n >= from);
  return row === undefined ? null : { kind: server ? 'server' : 'client', year: row[1] };
}

export const nameOfGeneration = ({ kind, year }: Generation): string => (kind === 'server' ? `Windows Server ${year}` : `Windows ${year}`);
