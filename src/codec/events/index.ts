/** Readers of Windows events: as text, XML and JSON, and of what the three KMS events say. */
export { eventJsonFormat } from './event-json.ts';
export { eventTextFormat } from './event-text.ts';
export { eventXmlFormat } from './event-xml.ts';
export { readKmsInfo } from './kms-info.ts';
