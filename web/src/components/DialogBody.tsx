import { useEffect, useRef, type ReactNode } from 'react';

const fields = ':is(input:not([type=hidden], [type=file]), textarea, select):not(:disabled, [readonly])';

/** Where work begins: what asks for the keyboard, the open tab, or the first field that takes input. */
const beginning = (body: HTMLElement) => body.querySelector<HTMLElement>('[data-autofocus]') ?? body.querySelector<HTMLElement>(`[role=tab][aria-selected=true], ${fields}`);

/** What stands in a drawer or dialog; the keyboard begins in it, not on the button that closes it. */
export function DialogBody({ children }: { children: ReactNode }) {
  const body = useRef<HTMLDivElement>(null);
  const begun = useRef(false);
  // Each time it is drawn: what is in a drawer may come later than the drawer.
  useEffect(() => {
    const place = body.current && !begun.current ? beginning(body.current) : null;
    if (!place) return;
    begun.current = true;
    // By this mark Mantine's trap finds it, where the trap comes second.
    place.setAttribute('data-autofocus', '');
    if (!body.current?.contains(document.activeElement)) place.focus({ preventScroll: true });
  });
  return <div ref={body}>{children}</div>;
}
