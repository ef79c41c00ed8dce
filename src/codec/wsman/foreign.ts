import { cleanText } from '../../model/clean.ts';

/**
 * What answered instead of WS-Management, for people; null where the text may well be XML of some kind. A proxy's page is
 * told with its title, since that often says what is wrong.
 */
export function foreignOf(text: string): string | null {
  const start = text.slice(0, 4096).replace(/^\ufeff/, '').trimStart();
  if (start === '') return 'an empty body';
  if (/^(?:<!--[\s\S]{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b/i.test(start)) {
    const title = cleanText(/<title[^>]*>([^<]{1,200})/i.exec(start)?.[1] ?? '').replace(/\s+/g, ' ').trim();
    return title === '' ? 'an HTML page' : `an HTML page titled “${title}”`;
  }
  if (start.startsWith('{') || start.startsWith('[')) return 'JSON';
  return start.startsWith('<') ? null : 'text that is not XML';
}
