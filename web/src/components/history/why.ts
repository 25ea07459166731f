import type { HistoryRow } from '../../services/historyPage';
import type { Names } from '../../services/names';

/** Why, in a line: a code's name, the new status, and the person's own words. */
export function why({ detail, status, comment, action }: HistoryRow, names: Names): string {
  const stated = action === 'DEAL_STATUS' && status ? names.dealStatus(status) : '';
  return [detail && names.detail(detail), stated, comment && `“${comment}”`].filter(Boolean).join(' · ');
}
