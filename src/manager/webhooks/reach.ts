import { BlockList, isIP } from 'node:net';
import type { WebhookReach } from '../../contract/webhook.ts';

/** Says why nothing is sent to an address, undefined when it may be. */
export type AddressFault = (address: string) => string | undefined;

/**
 * Networks inside of an organisation or a machine: RFC 1918, RFC 6598 §7, RFC 1122 §3.2.1.3 (loopback), RFC 4193, and
 * RFC 6052 §3.1, by which any of them may be behind an IPv6 address.
 */
const PRIVATE = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '::1/128',
  'fc00::/7',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
];

/**
 * Where no receiver can be: IANA's special-purpose registries (RFC 6890) and multicast. Link-local addresses are among
 * them: there, cloud providers tell a machine its credentials.
 */
const NEVER = [
  '0.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/128',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
];

const privateNetworks = listOf(PRIVATE);
const neverNetworks = listOf(NEVER);

/** Which addresses an installation sends to. */
export function addressFaults(reach: WebhookReach): AddressFault {
  return (address) => {
    if (contains(neverNetworks, address)) return `${address} is no address of a receiver.`;
    if (reach === 'any' || !contains(privateNetworks, address)) return undefined;
    return `${address} is a private address. Whoever runs this installation can allow these: WEBHOOKS=any.`;
  };
}

/** The address that a URL names itself, without a look-up; undefined when it has a name. */
export function literalAddress(url: string): string | undefined {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) return host;
  // RFC 6761 §6.3
  return /(^|\.)localhost\.?$/i.test(host) ? '127.0.0.1' : undefined;
}

/** IPv4 addresses written as IPv6 (RFC 4291 §2.5.5.2) are looked up as what they are. */
function contains(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address, prefix] = network.split('/');
    list.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
