import { useState } from 'react';

interface Field {
  value: string;
  show(value: string): string;
  read(text: string): string | null;
  /** Empty: it was emptied. Null: what is typed can't be read, or not yet. */
  onChange(value: string | null): void;
  /** Tells only what is typed to its end: when the field is left, or on Enter. */
  late?: boolean;
}

/**
 * What somebody types in a field of another value: the text stays as it is typed while it
 * means the value, and follows when the value changes by other hands. Text that can't be
 * read is told of once the field is left.
 */
export function useTyped({ value, show, read, onChange, late = false }: Field) {
  const shown = (kept: string) => (kept ? show(kept) : '');
  const [text, setText] = useState(shown(value));
  const [known, setKnown] = useState(value);
  const [left, setLeft] = useState(false);
  if (value !== known) {
    setKnown(value);
    if (value !== (read(text) ?? '')) setText(shown(value));
  }
  const report = (typed: string) => {
    const next = typed.trim() === '' ? '' : read(typed);
    if (next !== value) onChange(next);
    return next;
  };
  return {
    text,
    wrong: left && text.trim() !== '' && read(text) === null,
    type: (typed: string) => {
      setText(typed);
      setLeft(false);
      if (!late) report(typed);
    },
    clear: () => {
      setText('');
      onChange('');
    },
    leave: () => {
      setLeft(true);
      const next = late ? report(text) : read(text);
      if (next !== null) setText(shown(next));
    },
  };
}
