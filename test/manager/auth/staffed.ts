import assert from 'node:assert/strict';
import type { Role } from '../../../src/contract/roles.ts';
import type { Operation } from '../../../src/manager/http/operation.ts';
import {
  type Answer,
  assertDocumented,
  type ControlPlane,
  openControlPlane,
  read,
} from '../control-plane.ts';
import {
  Browser,
  install,
  type Installation,
  type InstallOptions,
  OWNER,
  PUBLIC_URL,
  type Serve,
} from './installation.ts';

/** A whole Route Manager with its people. */
export interface Staffed extends AsyncDisposable {
  /** Of the first node. */
  readonly installation: Installation;
  readonly plane: ControlPlane;
  /** A browser where nobody is signed in, at an address of its own. */
  browser(): Person;
  /** A browser where the owner of account 1 is signed in. */
  readonly owner: Person;
  /** Invites somebody, who accepts with a password made of their address. Answers their browser. */
  hire(email: string, role: Role): Promise<Person>;
}

/** Somebody at a browser. Each answer must be one that the OpenAPI document promises. */
export class Person extends Browser {
  readonly #operations: readonly Operation[];

  constructor(door: Door, address: string) {
    super(door.serve, address);
    this.#operations = door.operations;
  }

  async ask(method: string, path: string, json?: unknown): Promise<Answer> {
    const answer = await read(await this.send(this.request(path, json, method)));
    assertDocumented(this.#operations, method, path, answer);
    return answer;
  }

  async accountId(): Promise<number | undefined> {
    return (await this.ask('GET', '/api/v1/me')).json.active?.account.id;
  }
}

/** Where a Route Manager is reached. */
interface Door {
  readonly serve: Serve;
  readonly operations: readonly Operation[];
}

/** Sends each request to another node than the one before, as a load balancer does. */
function inTurn(planes: readonly ControlPlane[]): Door {
  let requests = 0;
  return {
    operations: planes[0].manager.operations,
    serve: async (request) => await planes[requests++ % planes.length].manager.app.fetch(request),
  };
}

export const passwordOf = (email: string): string => `password of ${email}`;
export const tokenIn = (link: string): string => new URL(link).searchParams.get('token') ?? '';

interface Node {
  readonly installation: Installation;
  readonly plane: ControlPlane;
}

async function openNode(options: InstallOptions): Promise<Node> {
  const installation = await install(options);
  const { authenticator, handler, operations } = installation.auth;
  const auth = { handler, operations };
  return { installation, plane: await openControlPlane({ authenticator, auth, publicUrl: PUBLIC_URL }) };
}

/** A Route Manager whose owner is signed in; as many nodes as asked for, at the same place. */
export async function staff(
  { nodes: count = 1, ...options }: InstallOptions & { readonly nodes?: number } = {},
): Promise<Staffed> {
  const nodes = await Promise.all(Array.from({ length: count }, () => openNode(options)));
  const [{ installation, plane }] = nodes;
  const door = inTurn(nodes.map(({ plane }) => plane));
  let people = 0;
  const browser = () => new Person(door, `192.0.2.${++people}`);
  const owner = browser();
  const token = installation.auth.setup.token();
  assert.equal((await owner.ask('POST', '/api/v1/setup', { token, ...OWNER })).status, 201);
  return {
    installation,
    plane,
    browser,
    owner,
    async hire(email, role) {
      const invited = await owner.ask('POST', '/api/v1/account/invitations', { email, role });
      assert.equal(invited.status, 201);
      const person = browser();
      const acceptance = { token: tokenIn(invited.json.link), password: passwordOf(email) };
      assert.equal((await person.ask('POST', '/api/v1/invitations/accept', acceptance)).status, 200);
      return person;
    },
    async [Symbol.asyncDispose]() {
      for (const { plane, installation } of nodes) {
        await plane[Symbol.asyncDispose]();
        await installation[Symbol.asyncDispose]();
      }
    },
  };
}

/** The id of a member of the owner's account. */
export async function memberId({ owner }: Staffed, email: string): Promise<string> {
  const { json } = await owner.ask('GET', '/api/v1/account/members');
  const member = json.members.find((each: { email: string }) => each.email === email);
  assert.ok(member, `${email} is a member`);
  return member.id;
}
