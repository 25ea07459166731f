import type { ReactNode } from 'react';
import classes from './Facts.module.css';

/** Names and values, one a line. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>{children || '–'}</dd>
    </div>
  );
}
