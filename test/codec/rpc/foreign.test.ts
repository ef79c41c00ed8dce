import { describe, expect, test } from 'vitest';
import { portOwner, recogniseProtocol } from '../../../src/codec/rpc/foreign.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

describe('a greeting names its service', () => {
  test.each([
    ['SSH-2.0-OpenSSH_9.9\r\n', 'SSH server (SSH-2.0-OpenSSH_9.9)'],
    ['HTTP/1.1 400 Bad Request\r\nServer: x\r\n', 'web server (HTTP/1.1 400 Bad Request)'],
    ['<html><head>\n', 'web server (<html><head>)'],
    ['220 ftp.corp.example FTP ready\r\n', 'FTP server (220 ftp.corp.example FTP ready)'],
    ['220 mx.corp.example ESMTP Postfix\r\n', 'mail server (220 mx.corp.example ESMTP Postfix)'],
    ['220 welcome\r\n', 'FTP or mail server (220 welcome)'],
    ['* OK IMAP4rev1 ready\r\n', 'IMAP server (* OK IMAP4rev1 ready)'],
    ['+OK ready\r\n', 'POP3 server (+OK ready)'],
    ["-ERR unknown command\r\n", 'Redis server (-ERR unknown command)'],
    ['RFB 003.008\n', 'VNC server (RFB 003.008)'],
    ['hello there\n', 'a service that says "hello there"'],
  ])('%j', (greeting, looksLike) => {
    expect(recogniseProtocol(Buffer.from(greeting))).toEqual({ looksLike, complete: true });
  });

  test.each([
    ['15030300020228', 'TLS service'],
    ['1603030031', 'TLS service'],
    ['30840000002502010078840000001c0a0102', 'LDAP directory'],
    ['300c02010161070a010004000400', 'LDAP directory'],
    ['030000130ed000001234000209080000000000', 'Remote Desktop'],
    ['00000048fe534d4240000000', 'SMB file server'],
    ['8300000182', 'NetBIOS session service'],
    ['4a0000000a382e302e333600', 'MySQL server'],
    ['450000006a53464154414c00', 'PostgreSQL server'],
    ['05ff', 'SOCKS proxy'],
    ['fffd18fffd20', 'Telnet server'],
  ])('octets %s', (octets, looksLike) => {
    expect(recogniseProtocol(hex(octets))).toEqual({ looksLike, complete: true });
  });
});

test('octets that fit nothing look like nothing that could be named', () => {
  expect(recogniseProtocol(hex('0102030405060708'))).toEqual({ looksLike: null, complete: true });
});

test('a line without its end may go on', () => {
  expect(recogniseProtocol(Buffer.from('SSH-2.0-Open'))).toEqual({ looksLike: 'SSH server (SSH-2.0-Open)', complete: false });
  expect(recogniseProtocol(Buffer.from('S')).complete).toBe(false);
});

test('a banner is shown in printable ASCII alone, and not longer than sixty characters', () => {
  expect(recogniseProtocol(Buffer.from('SSH-2.0-\u001b[31mred\u0007\u202e\r\n')).looksLike).toBe('SSH server (SSH-2.0-[31mred)');
  const long = recogniseProtocol(Buffer.from(`SSH-2.0-${'x'.repeat(1000)}\r\n`));
  expect(long).toEqual({ looksLike: `SSH server (SSH-2.0-${'x'.repeat(49)}...)`, complete: true });
});

test('ports of other protocols are known, and the KMS port is none of them', () => {
  expect(portOwner(389)).toBe('LDAP');
  expect(portOwner(1688)).toBeNull();
});
