import classes from './Status.module.css';

export type Tone = 'good' | 'warn' | 'bad' | 'quiet' | 'calm';

/** A state as a dot and a word: colour alone says nothing here. */
export function Status({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={classes.status}>
      <span className={classes.dot} data-tone={tone} aria-hidden />
      <span className={classes.word}>{children}</span>
    </span>
  );
}
