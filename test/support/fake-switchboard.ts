import type {
  CompleteAnswer,
  CompleteRequest,
  PlaceAnswer,
  PlaceRequest,
  Switchboard,
} from '../../src/switchboard/switchboard.ts';

/** The part of a switchboard that voice applications meet: remembers what it was asked, answers what a test wants. */
export class FakeSwitchboard implements Pick<Switchboard, 'place' | 'complete'> {
  readonly placed: PlaceRequest[] = [];
  readonly completed: CompleteRequest[] = [];

  constructor(
    private readonly answer: Partial<{ place: () => PlaceAnswer; complete: () => CompleteAnswer }> = {},
  ) {}

  async place(request: PlaceRequest): Promise<PlaceAnswer> {
    this.placed.push(request);
    return await (this.answer.place?.() ?? placed());
  }

  async complete(request: CompleteRequest): Promise<CompleteAnswer> {
    this.completed.push(request);
    return await (this.answer.complete?.() ?? { completed: 1, degraded: false });
  }
}

/** The answer to a call that went well. */
export function placed(fields: Partial<Extract<PlaceAnswer, { kind: 'placed' }>> = {}): PlaceAnswer {
  const destination = fields.destination ?? 'sip:1234@10.0.1.2';
  const plain = { destination, name: 'Boston', attempt: 1, destinations: [destination], degraded: false };
  return { kind: 'placed', ...plain, ...fields };
}
