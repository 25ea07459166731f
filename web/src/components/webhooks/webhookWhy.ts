import type { Webhook } from '../../services/webhooks';

/** What the bar of a webhook says: why it was switched off, that it is paused, or that it fails. */
export function webhookWhy({ state, reason }: Pick<Webhook, 'state' | 'reason'>) {
  if (state === 'ACTIVE') return 'FAILING';
  if (state === 'DISABLED' && (reason === 'GONE' || reason === 'SECRET_UNREAD')) return reason;
  return state;
}
