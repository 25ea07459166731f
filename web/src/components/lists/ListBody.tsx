import type { ReactNode } from 'react';
import type { Pages } from '../../services/pages';
import { ListSkeleton } from './ListSkeleton';
import { TroubleBar } from '../TroubleBar';
import { EmptyNotice, TroubleNotice } from '../Notice';

interface Props {
  list: Pages<unknown>;
  /** What an empty list says when nothing narrows it. */
  empty: string;
  narrowed: boolean;
  onClear(): void;
  /** The way on from a list where nothing is yet. */
  way?: { label: string; run(): void };
  /** Where a search that found nothing may go on, as it is. */
  wider?: { label: string; run(): void };
  children: ReactNode;
}

/** A list, or what stands in its place: still loading, in trouble, or empty. */
export function ListBody({ list, empty, narrowed, onClear, way, wider, children }: Props) {
  // Rows of another question are no answer to one that failed.
  const stale = list.outdated && list.trouble !== null;
  if (list.rows.length > 0 && !stale) {
    return (
      <>
        {list.trouble && <TroubleBar trouble={list.trouble} onRetry={list.retry} />}
        {children}
      </>
    );
  }
  if (list.trouble) return <TroubleNotice trouble={list.trouble} onRetry={list.retry} />;
  if (list.loading) return <ListSkeleton />;
  return <EmptyNotice title={empty} searching={narrowed} onClear={onClear} way={way} wider={wider} />;
}
