/** The message of commander as one sentence, with a capital letter and a full stop. */
export function oneSentence(text: string): string {
  const [said = '', ...more] = text.trim().replace(/^error: /, '').split('\n');
  const message = said.startsWith('unknown command') && more.length === 0 ? `${said}; kmsdoctor --help lists the commands` : said;
  return `${message.charAt(0).toUpperCase()}${message.slice(1).replace(/\.$/, '')}${more.length === 0 ? '' : ` ${more.join(' ')}`}.\n`;
}
