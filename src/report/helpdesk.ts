import { cleanText } from '../model/clean.ts';
import type { Run } from '../model/report.ts';
import { wrap } from './wrap.ts';

/** Whom to turn to, in the organisation's own words; only where something is wrong and a config says it. */
export function helpdeskLines({ helpdesk, diagnosis }: Run, width: number): string[] {
  if (helpdesk === undefined || (diagnosis.verdict !== 'failing' && diagnosis.verdict !== 'degraded')) return [];
  const { telephone, ticketQueue, says } = helpdesk;
  const ways = [...(telephone === undefined ? [] : [`telephone ${telephone}`]), ...(ticketQueue === undefined ? [] : [`ticket queue ${ticketQueue}`])];
  const said = [...(ways.length === 0 ? [] : [`${ways.join(', ')}.`]), ...(says === undefined ? [] : [says])];
  return said.length === 0 ? [] : ['', wrap(cleanText(`Your helpdesk: ${said.join(' ')}`), width, '', '  ')];
}
