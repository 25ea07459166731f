import type { AnyVariables, OperationResult } from 'urql';

/** The question for a fresh proof of who sits there; one for all changes that wait for it. */
export interface Proof {
  /** The page on which it is given; opened in a window of its own, so that nothing typed is lost. */
  address: string;
  /** True once it was given, false when the person would rather not. */
  ask(): Promise<boolean>;
  answer(given: boolean): void;
  asked(): boolean;
  subscribe(changed: () => void): () => void;
}

const channelName = 'mandate-proof';
const code = 'STEP_UP_REQUIRED';

/** Where the window of the proof ends; it tells the console and closes itself. */
export const provenPath = '/proven';

export function createProof(company: string): Proof {
  const waiting: ((given: boolean) => void)[] = [];
  const watchers = new Set<() => void>();
  const tell = () => watchers.forEach((changed) => changed());
  return {
    address: `/login/${encodeURIComponent(company)}/step-up?return=${encodeURIComponent(provenPath)}`,
    ask: () =>
      new Promise((done) => {
        waiting.push(done);
        tell();
      }),
    answer: (given) => {
      for (const done of waiting.splice(0)) done(given);
      tell();
    },
    asked: () => waiting.length > 0,
    subscribe: (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
  };
}

/** Says in the window of the proof that it was given. */
export function announceProof(): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(code);
  channel.close();
}

/** Hears what a window of the proof says. */
export function onProof(given: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }) => {
    if (data === code) given();
  };
  return () => channel.close();
}

/** Whether a change was refused for want of a fresh proof: as a whole, or in its payload. */
export function lacksProof({ operation, error, data }: OperationResult<unknown, AnyVariables>): boolean {
  if (operation.kind !== 'mutation') return false;
  if (error?.graphQLErrors.some(({ extensions }) => extensions?.['code'] === code)) return true;
  return Object.values(data ?? {}).some((payload) => refusedFor(payload));
}

function refusedFor(payload: unknown): boolean {
  const errors = (payload as { userErrors?: { code?: string }[] } | null)?.userErrors;
  return Array.isArray(errors) && errors.some((one) => one.code === code);
}
