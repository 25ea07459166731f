import { useTranslation } from 'react-i18next';
import type { Mail } from '../../services/mails';
import { Status, type Tone } from '../Status';

const tones: Record<Mail['state'], Tone> = { QUEUED: 'calm', SENT: 'good', DEAD: 'bad' };

/** Where a message stands: one that was not taken waits for its next try. */
export function MailStateText({ mail: { state, attempts } }: { mail: Mail }) {
  const { t } = useTranslation();
  if (state === 'QUEUED' && attempts > 0) return <Status tone="warn">{t('outbox.state.RETRYING')}</Status>;
  return <Status tone={tones[state]}>{t(`outbox.state.${state}`)}</Status>;
}
