import type { ReactNode } from 'react';
import classes from './PageBody.module.css';

/** What is below a page's head, where it is no list: it scrolls by itself. */
export function PageBody({ children }: { children: ReactNode }) {
  return <div className={classes.body}>{children}</div>;
}

/** Two parts side by side where there is room. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className={classes.columns}>{children}</div>;
}
