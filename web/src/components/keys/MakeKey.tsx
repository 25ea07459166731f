import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyRow } from '../../services/keys';
import { SecretGate } from '../directories/SecretGate';
import { DrawerFrame } from '../DrawerFrame';
import { KeyForm } from './KeyForm';
import { RevokeKey } from './RevokeKey';

interface Props {
  before: KeyRow | null;
  onDone(): void;
}

/** Makes a key, shows it once, and, where it takes the place of another, leads to the end of that one. */
export function MakeKey({ before, onDone }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  const [stored, setStored] = useState(false);
  const store = () => (before ? setStored(true) : onDone());
  return (
    <DrawerFrame title={before ? t('apiKeys.replace', { name: before.name }) : t('apiKeys.create')} onClose={onDone}>
      {text === null && <KeyForm before={before} onMade={setText} onCancel={onDone} />}
      {text !== null && !stored && <SecretGate values={[{ label: t('apiKeys.key'), value: text, secret: true }]} onStored={store} />}
      {stored && before && (
        <>
          <Text size="sm" mb="xs">
            {t('apiKeys.replaced')}
          </Text>
          <RevokeKey row={before} onDone={onDone} />
        </>
      )}
    </DrawerFrame>
  );
}
