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
  if (word.startsWith('2012-R2_WIN10')) return '2012r2-win10';
  if (word.startsWith('WIN10')) return 'win10';
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
  older: ['8.1', '7'],
};

/** Whether Microsoft's table lists the generation under the group. */
export const covers = (group: HostKeyGroup, { kind, year }: Generation): boolean =>
  (kind === 'server' ? servers : clients)[group].includes(year);

/**
 * The generation of a Windows system from its build (`22631`) and whether it is a server, or null where Microsoft's table
 * does not speak of that generation (Windows 8, Vista). Builds: Windows release information, Microsoft.
 */
export function generationOf(build: string | null, server: boolean): Generation | null {
  const n = Number(build);
  if (build === null || !Number.isInteger(n)) return null;
  const table: readonly (readonly [number, string | null])[] = server
    ? [[26_100, '2025'], [20_348, '2022'], [17_763, '2019'], [14_393, '2016'], [9600, '2012 R2'], [9200, '2012'], [7600, '2008 R2'], [6001, '2008']]
    : [[22_000, '11'], [10_240, '10'], [9600, '8.1'], [9200, null], [7600, '7']];
  const year = table.find(([from]) => n >= from)?.[1] ?? null;
  return year === null ? null : { kind: server ? 'server' : 'client', year };
}

export const nameOfGeneration = ({ kind, year }: Generation): string => (kind === 'server' ? `Windows Server ${year}` : `Windows ${year}`);

/** Systems on which Microsoft's table lets each group be a host; for the oldest groups it says nothing any more. */
const hostableOn: Readonly<Record<Exclude<HostKeyGroup, 'older'>, readonly string[]>> = {
  ws2025: ['server 2025', 'server 2022', 'server 2019'],
  ws2022: ['server 2022', 'server 2019', 'server 2016'],
  ws2019: ['server 2019', 'server 2016', 'server 2012 R2'],
  ws2016: ['server 2016', 'server 2012 R2', 'server 2012'],
  '2012r2-win10': ['server 2012 R2', 'server 2008 R2'],
  win10: ['client 10', 'client 8.1', 'client 7'],
};

/** Generations that the groups of `hostableOn` brought; what is older than all of them was served by keys outside the table. */
const inTable: readonly string[] = ['server 2025', 'server 2022', 'server 2019', 'server 2016', 'client 11', 'client 10'];

const word = ({ kind, year }: Generation): string => `${kind} ${year}`;

/** Whether some host key that covers the client's generation may be installed on the host's; true where the table does not say. */
export function canServe(host: Generation, client: Generation): boolean {
  if (!inTable.includes(word(client)) || (host.kind === 'client' && host.year === '11')) return true;
  return (Object.keys(hostableOn) as (keyof typeof hostableOn)[]).some((group) => hostableOn[group].includes(word(host)) && covers(group, client));
}

/** The least update that a host needs before it takes the key for a newer generation; a later cumulative update holds it too. */
const updates: readonly { host: string; serves: readonly string[]; update: string }[] = [
  { host: 'server 2022', serves: ['server 2025'], update: 'the update of February 2024 (Microsoft’s page gives it the number KB5034765, which an update of Windows 11 has too, so go by the date)' },
  { host: 'server 2019', serves: ['server 2025'], update: 'KB5034768 (February 2024)' },
  { host: 'server 2019', serves: ['server 2022'], update: 'KB5003646 (June 2021)' },
  { host: 'server 2016', serves: ['server 2022'], update: 'KB5003638 (June 2021)' },
  { host: 'server 2016', serves: ['server 2019'], update: 'KB4478877 (December 2018)' },
  { host: 'server 2012 R2', serves: ['server 2019'], update: 'KB4467695 (November 2018)' },
  { host: 'server 2012 R2', serves: ['server 2016', 'client 10'], update: 'KB3172614 (July 2016)' },
  { host: 'server 2012', serves: ['server 2016', 'server 2012 R2', 'client 10'], update: 'KB3172615 (July 2016)' },
  { host: 'server 2008 R2', serves: ['server 2012 R2', 'server 2012', 'client 10'], update: 'KB3079821' },
  { host: 'client 8.1', serves: ['client 10'], update: 'KB3172614 (July 2016)' },
  { host: 'client 7', serves: ['client 10'], update: 'KB3079821' },
];

/** That update in words, or null where Microsoft's planning page names none for the pair. */
export const updateFor = (host: Generation, client: Generation): string | null =>
  updates.find((u) => u.host === word(host) && u.serves.includes(word(client)))?.update ?? null;
