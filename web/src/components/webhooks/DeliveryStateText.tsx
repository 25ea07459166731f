import { useTranslation } from 'react-i18next';
import type { Delivery } from '../../services/webhooks';
import { Status, type Tone } from '../Status';

const tones: Record<Delivery['state'], Tone> = { QUEUED: 'calm', DELIVERED: 'good', DEAD: 'bad' };

interface Props {
  delivery: Delivery;
  /** The webhook is told at the moment; nothing is tried while it rests. */
  told?: boolean;
}

/** Where a delivery stands: one that failed waits for its next try. */
export function DeliveryStateText({ delivery: { state, attempts }, told = true }: Props) {
  const { t } = useTranslation();
  if (state === 'QUEUED' && attempts > 0 && told) return <Status tone="warn">{t('webhooks.delivery.RETRYING')}</Status>;
  return <Status tone={tones[state]}>{t(`webhooks.delivery.${state}`)}</Status>;
}
