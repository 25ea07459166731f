import { useEffect, useRef, useState } from 'react';
import type { TypedDocumentNode } from 'urql';
import { signIn } from './session';
import { maybeSignedIn } from './signedIn';

/** How a stream is doing; a lost one tries again by itself, a denied one only after another sign-in. */
export type StreamState = 'connecting' | 'open' | 'lost' | 'denied';

interface Hashed {
  __meta__?: { hash?: string };
}

/** One event of a stream (WHATWG HTML, section 9.2). */
export interface StreamEvent {
  event: string;
  id: string;
  data: string;
}

/** Reads what is whole of a text of events, and gives back the rest. */
export function eventsIn(text: string): { events: StreamEvent[]; rest: string } {
  const blocks = text.split('\n\n');
  const rest = blocks.pop() ?? '';
  const events = blocks.flatMap((block) => {
    const event: StreamEvent = { event: '', id: '', data: '' };
    for (const line of block.split('\n')) {
      const [, name, value] = /^(event|id|data): ?(.*)$/.exec(line) ?? [];
      if (name) event[name as keyof StreamEvent] = value ?? '';
    }
    return event.event ? [event] : [];
  });
  return { events, rest };
}

const patience = [1000, 2000, 5000, 10_000];

/**
 * Follows a subscription as long as the component stands, and goes on where it was cut.
 * The document is sent by its hash, as all documents of the console are.
 */
export function useStream<Data, Variables>(
  document: TypedDocumentNode<Data, Variables & { after?: string | null }>,
  variables: Variables,
  language: string,
  onData: (data: Data) => void,
): StreamState {
  const [state, setState] = useState<StreamState>('connecting');
  const latest = useRef(onData);
  useEffect(() => {
    latest.current = onData;
  });
  const key = JSON.stringify(variables);
  useEffect(() => {
    const leaving = new AbortController();
    const body = { documentId: (document as Hashed).__meta__?.hash, variables: JSON.parse(key) as Variables };
    void followAll({ body, language, signal: leaving.signal, tell: (data) => latest.current(data as Data), onState: setState });
    return () => leaving.abort();
  }, [document, key, language]);
  return state;
}

/**
 * Follows one subscription for several things at once, each by a stream of its own, as long
 * as it is among them. A browser keeps few connections to one server: name few.
 */
export function useStreams<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  all: readonly Variables[],
  language: string,
  onData: (data: Data) => void,
): void {
  const latest = useRef(onData);
  const open = useRef(new Map<string, AbortController>());
  useEffect(() => {
    latest.current = onData;
  });
  const keys = JSON.stringify(all.map((variables) => JSON.stringify(variables)));
  useEffect(() => {
    const wanted = new Set(JSON.parse(keys) as string[]);
    const streams = open.current;
    for (const [key, leaving] of streams) {
      if (wanted.has(key)) continue;
      leaving.abort();
      streams.delete(key);
    }
    for (const key of wanted) {
      if (streams.has(key)) continue;
      const leaving = new AbortController();
      streams.set(key, leaving);
      const body = { documentId: (document as Hashed).__meta__?.hash, variables: JSON.parse(key) as Variables };
      void followAll({ body, language, signal: leaving.signal, tell: (data) => latest.current(data as Data), onState: () => undefined });
    }
  }, [document, keys, language]);
  useEffect(() => {
    const streams = open.current;
    return () => {
      for (const leaving of streams.values()) leaving.abort();
      streams.clear();
    };
  }, [document, language]);
}

interface Following {
  body: object;
  language: string;
  signal: AbortSignal;
  tell(data: unknown): void;
  onState(state: StreamState): void;
}

async function followAll(following: Following): Promise<void> {
  const { signal, onState } = following;
  let last = '';
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      for await (const event of connect(following, last)) {
        failures = 0;
        onState('open');
        last = event.id || last;
        if (event.event === 'error') refuse(event.data);
        if (event.event === 'next') following.tell((JSON.parse(event.data) as { data?: unknown }).data);
      }
    } catch (error) {
      if (error instanceof Refused) return onState('denied');
      if (error instanceof SignedOut && !signal.aborted) {
        onState('denied');
        await maybeSignedIn(signal);
        continue;
      }
    }
    if (signal.aborted) return;
    onState('lost');
    await new Promise((wake) => setTimeout(wake, patience[Math.min(failures, patience.length - 1)]));
  }
}

class Refused extends Error {}
class SignedOut extends Error {}

/** A lost session leads to sign-in, and the stream goes on where the page stays; a missing right ends it; a server that restarts is tried again. */
function refuse(data: string): void {
  const { errors } = JSON.parse(data) as { errors?: { extensions?: { code?: string } }[] };
  const code = errors?.[0]?.extensions?.code;
  if (code === 'UNAUTHENTICATED') leave();
  if (code === 'FORBIDDEN') throw new Refused();
}

function leave(): never {
  signIn();
  throw new SignedOut();
}

async function* connect({ body, language, signal, onState }: Following, last: string): AsyncGenerator<StreamEvent> {
  const answer = await fetch('/graphql/events', {
    method: 'POST',
    signal,
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'accept-language': language, ...(last && { 'last-event-id': last }) },
    body: JSON.stringify(body),
  });
  if (answer.status === 401) leave();
  if (answer.status === 403) throw new Refused();
  if (!answer.ok || !answer.body) throw new Error(`stream: ${answer.status}`);
  onState('open');
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = ''; ; ) {
    const { done, value } = await reader.read();
    if (done) return;
    const { events, rest } = eventsIn(text + value);
    text = rest;
    yield* events;
  }
}
