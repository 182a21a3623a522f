import assert from 'node:assert/strict';
import type { Role } from '../../../src/contract/roles.ts';
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
} from './installation.ts';

/** A whole Route Manager with its people. */
export interface Staffed extends AsyncDisposable {
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
  constructor(readonly plane: ControlPlane, address: string) {
    super(async (request) => await plane.manager.app.fetch(request), address);
  }

  async ask(method: string, path: string, json?: unknown): Promise<Answer> {
    const answer = await read(await this.send(this.request(path, json, method)));
    assertDocumented(this.plane.manager.operations, method, path, answer);
    return answer;
  }

  async accountId(): Promise<number | undefined> {
    return (await this.ask('GET', '/api/v1/me')).json.active?.account.id;
  }
}

export const passwordOf = (email: string): string => `password of ${email}`;
export const tokenIn = (link: string): string => new URL(link).searchParams.get('token') ?? '';

/** A Route Manager whose owner is signed in. */
export async function staff(options: InstallOptions = {}): Promise<Staffed> {
  const installation = await install(options);
  const { authenticator, handler, operations, setup } = installation.auth;
  const auth = { handler, operations };
  const plane = await openControlPlane({ authenticator, auth, publicUrl: PUBLIC_URL });
  let people = 0;
  const browser = () => new Person(plane, `192.0.2.${++people}`);
  const owner = browser();
  const token = setup.token();
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
      await plane[Symbol.asyncDispose]();
      await installation[Symbol.asyncDispose]();
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
