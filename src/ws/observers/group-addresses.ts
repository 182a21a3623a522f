import type { RouteGroup } from '../../routing/route-group.ts';
import type { GroupAddress } from '../ws-path.ts';

/** Which group an address of the data plane belongs to: its key is a secret, which its id can stand in for. */
export class GroupAddresses {
  readonly #ids = new Map<string, number>();
  readonly #addresses = new Map<number, string>();

  configure({ id, accountId, key }: RouteGroup) {
    this.remove(id);
    const address = addressOf({ accountId, key });
    this.#addresses.set(id, address);
    this.#ids.set(address, id);
  }

  remove(groupId: number) {
    const address = this.#addresses.get(groupId);
    if (address === undefined) return;
    this.#addresses.delete(groupId);
    this.#ids.delete(address);
  }

  /** Undefined for the address of none. */
  idOf(address: GroupAddress): number | undefined {
    return this.#ids.get(addressOf(address));
  }
}

function addressOf({ accountId, key }: GroupAddress): string {
  return `${accountId}/${key}`;
}
