import { DOMParser, type Element, type Node, onErrorStopParsing } from '@xmldom/xmldom';

/** What happens around a document while it runs: the part of the voice platform that a test scripts. */
export interface Platform {
  /** Answers a `<data>`: what becomes its variable. Throws a `VoiceEvent`, such as error.badfetch. */
  fetch(url: string, parameters: Record<string, string>): unknown;
  /** Dials: how the transfer ended (VoiceXML 2.0 §2.3.7). Throws a `VoiceEvent` for errors and hang-ups. */
  dial(destination: string): string;
}

export class VoiceEvent extends Error {}

class Goto {
  constructor(readonly form: string) {}
}

class Exit {}

type Scope = Record<string, unknown>;

/** Well-formed XML or an exception. */
export function parseXml(text: string) {
  return new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml');
}

/**
 * Runs a VoiceXML document by the form interpretation algorithm (VoiceXML 2.0 Appendix C), as far as transfers by a
 * route group need it. Scopes, re-entry of forms and the search for event handlers follow the specification.
 */
export function playVoiceXml(text: string, session: Scope, platform: Platform) {
  const root = parseXml(text).documentElement!;
  const globals: Scope = { session, undefined };
  const player = new Player(root, [globals], platform);
  player.run();
}

class Player {
  constructor(
    private readonly root: Element,
    private readonly globals: Scope[],
    private readonly platform: Platform,
  ) {}

  run() {
    for (const element of elements(this.root)) {
      if (element.tagName === 'var') this.declare(element, this.globals);
      if (element.tagName === 'script') defineFunctions(element.textContent ?? '', this.globals[0]);
    }
    let form: Element | undefined = elements(this.root).find(({ tagName }) => tagName === 'form');
    for (let steps = 0; form; steps++) {
      if (steps > 100) throw new Error('The document goes in circles.');
      form = this.visit(form);
    }
  }

  /** Runs one form; answers the next one. */
  private visit(form: Element): Element | undefined {
    const scopes = [...this.globals, {}];
    for (const element of elements(form)) {
      const next = this.inScopeOf([element, form, this.root], scopes, () => this.item(element, scopes));
      if (next instanceof Exit) return undefined;
      if (next) return elements(this.root).find((each) => each.getAttribute('id') === next.form);
    }
    return undefined;
  }

  private item(element: Element, scopes: Scope[]) {
    if (element.tagName === 'var') this.declare(element, scopes);
    if (element.tagName === 'data') this.data(element, scopes);
    if (element.tagName === 'block') this.execute(element, [...scopes, {}]);
    if (element.tagName === 'transfer') this.transfer(element, scopes);
  }

  private transfer(element: Element, scopes: Scope[]) {
    const outcome = this.platform.dial(String(evaluate(element.getAttribute('destexpr')!, scopes)));
    const name = element.getAttribute('name');
    if (name) scopes.at(-1)![name] = outcome;
    const filled = elements(element).find(({ tagName }) => tagName === 'filled');
    if (filled) this.execute(filled, [...scopes, {}]);
  }

  private execute(parent: Element, scopes: Scope[]) {
    for (const element of elements(parent)) this.statement(element, scopes);
  }

  private statement(element: Element, scopes: Scope[]) {
    const attribute = (name: string) => element.getAttribute(name)!;
    switch (element.tagName) {
      case 'assign':
        return assign(attribute('name'), evaluate(attribute('expr'), scopes), scopes);
      case 'data':
        return this.data(element, scopes);
      case 'if':
        return this.choose(element, scopes);
      case 'goto':
        throw new Goto(attribute('next').slice(1));
      case 'exit':
        throw new Exit();
      default:
        throw new Error(`<${element.tagName}> is not known to this player.`);
    }
  }

  private choose(element: Element, scopes: Scope[]) {
    let holds = Boolean(evaluate(element.getAttribute('cond')!, scopes));
    for (const each of elements(element)) {
      if (each.tagName === 'else') holds = !holds;
      else if (holds) this.statement(each, scopes);
    }
  }

  private data(element: Element, scopes: Scope[]) {
    const names = (element.getAttribute('namelist') ?? '').split(/\s+/).filter(Boolean);
    const parameters = Object.fromEntries(names.map((name) => [name, String(evaluate(name, scopes))]));
    scopes.at(-1)![element.getAttribute('name')!] = this.platform.fetch(
      element.getAttribute('src')!,
      parameters,
    );
  }

  private declare(element: Element, scopes: Scope[]) {
    scopes.at(-1)![element.getAttribute('name')!] = evaluate(
      element.getAttribute('expr') ?? 'undefined',
      scopes,
    );
  }

  /** Runs a step; an event goes to the nearest handler, and an event thrown there to the next further out. */
  private inScopeOf(owners: Element[], scopes: Scope[], step: () => void): Goto | Exit | undefined {
    try {
      step();
    } catch (thrown) {
      if (thrown instanceof Goto || thrown instanceof Exit) return thrown;
      if (!(thrown instanceof VoiceEvent)) throw thrown;
      const at = owners.findIndex((owner) => handlerOf(owner, thrown));
      if (at < 0) return new Exit();
      const handler = handlerOf(owners[at], thrown)!;
      return this.inScopeOf(owners.slice(at + 1), scopes, () => this.execute(handler, [...scopes, {}])) ??
        new Exit();
    }
  }
}

function handlerOf(owner: Element, { message }: VoiceEvent): Element | undefined {
  return elements(owner).find((each) =>
    each.tagName === 'catch' && `${message}.`.startsWith(`${each.getAttribute('event')}.`)
  );
}

function elements(parent: Element): Element[] {
  return Array.from(parent.childNodes as Iterable<Node>).filter((node) => node.nodeType === 1) as Element[];
}

function assign(name: string, value: unknown, scopes: Scope[]) {
  const owner = scopes.findLast((scope) => name in scope);
  if (!owner) throw new VoiceEvent('error.semantic');
  owner[name] = value;
}

/** ECMAScript over the chain of scopes, the innermost first; what goes wrong is error.semantic (§5.2.6). */
function evaluate(expression: string, scopes: Scope[]): unknown {
  const chain = scopes.reduce(
    (outer, scope) => Object.assign(Object.create(outer), scope),
    Object.create(null),
  );
  try {
    return new Function('scope', `with (scope) { return (${expression}); }`)(chain);
  } catch (error) {
    throw new VoiceEvent('error.semantic', { cause: error });
  }
}

function defineFunctions(script: string, scope: Scope) {
  const names = [...script.matchAll(/function (\w+)/g)].map(([, name]) => name);
  Object.assign(scope, new Function(`${script}; return { ${names.join(', ')} };`)());
}
