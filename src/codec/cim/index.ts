export { cimListFormat } from './list-format.ts';
export { cimJsonFormat } from './json-format.ts';
