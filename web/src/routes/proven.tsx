import { IconCheck } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../components/Notice';
import { announceProof } from '../services/proof';

/** Where the window of a fresh proof ends. One that came by an IdP can't close itself, hence the words. */
export function ProvenPage() {
  const { t } = useTranslation();
  useEffect(() => {
    announceProof();
    window.close();
  }, []);
  return (
    <main>
      <Notice alone icon={<IconCheck size={22} />} title={t('proof.doneTitle')}>
        {t('proof.doneText')}
      </Notice>
    </main>
  );
}
