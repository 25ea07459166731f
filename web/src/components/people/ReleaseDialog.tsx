import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ReleaseForm } from './ReleaseForm';

/** Frees a reserved address that is typed. */
export function ReleaseDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={t('people.release.menu')} centered>
      <ReleaseForm />
    </Modal>
  );
}
