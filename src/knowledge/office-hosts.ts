/** A Windows with its build: `[20348, 'Windows Server 2022']`. */
type Windows = readonly [build: number, name: string];

/**
 * The least Windows beneath the host licence of each Office version, newest first; `office` is the number in the product's name (`Office 21, …`).
 * What is older than 2016 has conditions besides the system and is not judged.
 * Source: https://learn.microsoft.com/office/volume-license-activation/configure-a-kms-host-computer-for-office (September 2024).
 */
const hosts: readonly { office: number; server: Windows; client: Windows }[] = [
  { office: 24, server: [20_348, 'Windows Server 2022'], client: [10_240, 'Windows 10'] },
  { office: 21, server: [14_393, 'Windows Server 2016'], client: [10_240, 'Windows 10'] },
  { office: 19, server: [9200, 'Windows Server 2012'], client: [9600, 'Windows 8.1'] },
  { office: 16, server: [7600, 'Windows Server 2008 R2'], client: [7601, 'Windows 7 SP1'] },
];

/**
 * The least Windows for the host licence of an Office, in words, where the host's is older; null where it is new enough or cannot be judged.
 * `isServer` null: not known, and then only what is older than both is too old.
 */
export function leastHostFor(productName: string | null, { build, isServer }: { build: string | null; isServer: boolean | null }): string | null {
  const version = Number(/\bOffice\s?(\d{2})\b/i.exec(productName ?? '')?.[1] ?? Number.NaN);
  const own = Number(build ?? Number.NaN);
  const row = hosts.find(({ office }) => version >= office);
  if (row === undefined || !Number.isInteger(own)) return null;
  const { server, client } = row;
  const least = isServer === null ? Math.min(server[0], client[0]) : (isServer ? server : client)[0];
  return own < least ? `${server[1]} or ${client[1]}` : null;
}
