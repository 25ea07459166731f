import { useTranslation } from 'react-i18next';
import type { Webhook } from '../../services/webhooks';
import { Status, type Tone } from '../Status';

const tones: Record<Webhook['state'], Tone> = { ACTIVE: 'good', PAUSED: 'quiet', DISABLED: 'bad' };

/** Whether a webhook is told, and whether what it is told gets through. */
export function WebhookStateText({ webhook: { state, failingSince } }: { webhook: Webhook }) {
  const { t } = useTranslation();
  if (state === 'ACTIVE' && failingSince) return <Status tone="warn">{t('webhooks.state.FAILING')}</Status>;
  return <Status tone={tones[state]}>{t(`webhooks.state.${state}`)}</Status>;
}
