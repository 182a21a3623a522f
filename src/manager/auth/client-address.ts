import { BlockList, isIP } from 'node:net';

/** How the address reaches better-auth; whatever a client sends under this name is overwritten. */
export const CLIENT_ADDRESS_HEADER = 'x-plum-client-address';

/** The headers of a request as better-auth sees them. */
export function headersWithClientAddress(request: Request, address: string): Headers {
  const headers = new Headers(request.headers);
  headers.set(CLIENT_ADDRESS_HEADER, address);
  return headers;
}

const senders = new WeakMap<Request, string>();

/** Remembers who sent a request: the address at the other end of its connection. */
export function rememberSender(request: Request, address: string): void {
  senders.set(request, address);
}

/** Finds the address of the client that a request comes from. */
export type ClientAddressOf = (request: Request) => string;

/**
 * The sender's address; when that is a trusted proxy, the nearest address in `X-Forwarded-For` that is not one.
 * `trustedProxies` are addresses and networks such as `10.0.0.0/8`. Throws on what is neither.
 */
export function createClientAddressOf(trustedProxies: readonly string[]): ClientAddressOf {
  const proxies = listOf(trustedProxies);
  const trusted = (address: string) => isIP(address) !== 0 && proxies.check(address, family(address));
  return (request) => {
    const sender = plain(senders.get(request) ?? '');
    const forwarded = (request.headers.get('x-forwarded-for') ?? '').split(',').map((hop) =>
      plain(hop.trim())
    );
    const nearest = [...forwarded, sender].findLast((hop) => !trusted(hop)) ?? '';
    return isIP(nearest) === 0 ? sender : nearest;
  };
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix = widest(address)] = network.split('/');
    try {
      list.addSubnet(address, Number(prefix), family(address));
    } catch {
      throw new Error(`"${network}" is no address or network, such as 10.0.0.0/8.`);
    }
  }
  return list;
}

function widest(address: string): number {
  return isIP(address) === 6 ? 128 : 32;
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** An IPv4 address that a dual-stack listener wrote as IPv6 (RFC 4291 §2.5.5.2). */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
